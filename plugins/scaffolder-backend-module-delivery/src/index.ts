/**
 * Launch: the scaffolder actions.
 *
 * @packageDocumentation
 */
export { scaffolderModuleDelivery as default } from './module';
