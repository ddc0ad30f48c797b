/**
 * What a launch makes on forges and clusters: found, planned, made and taken away.
 *
 * @packageDocumentation
 */
export * from './cluster';
export * from './config';
export * from './diff';
export * from './forge';
export * from './health';
export * from './ledger';
export * from './manifests';
export * from './preflight';
export * from './run';
export * from './takeback';
export * from './wiring';
