/**
 * The texts of the delivery plugin, to be translated or replaced.
 *
 * @packageDocumentation
 */
export { deliveryTranslationRef } from './translation';
