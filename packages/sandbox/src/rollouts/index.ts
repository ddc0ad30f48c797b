export { startRollouts } from './startRollouts.ts';
export type { RolloutsOptions } from './startRollouts.ts';
