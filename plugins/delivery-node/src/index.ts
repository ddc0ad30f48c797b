/**
 * Service references, extension points and remote clients of Slipway.
 *
 * @packageDocumentation
 */
export * from './cluster';
export * from './config';
export * from './forge';
export * from './pipeline';
export * from './repository';
