/**
 * GitHub for the delivery backend.
 *
 * @packageDocumentation
 */
export { deliveryGithubFeatures as default } from './deliveryGithubFeatures';
export { deliveryModuleGithub } from './deliveryModuleGithub';
export { eventsModuleGithubHooks } from './eventsModuleGithubHooks';
