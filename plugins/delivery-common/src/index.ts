/**
 * The words of Slipway: state, annotations, permissions and the API contract.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './launch';
export * from './permissions';
export * from './preflight';
export * from './state';
export * from './wiring';
