export type { NewRunnerPlace } from './createRunner';
export * from './ensureRunner';
export * from './planRunner';
