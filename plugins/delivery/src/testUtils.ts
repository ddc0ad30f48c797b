/**
 * Stand-ins for the delivery backend and the signals of a portal.
 *
 * @packageDocumentation
 */
export * from './testUtils/index';
