/**
 * The delivery backend of Slipway.
 *
 * @packageDocumentation
 */
export { deliveryPlugin as default } from './plugin';
