export { createFaultsControl } from './createFaultsControl.ts';
export type { AdjustableClock } from './createFaultsControl.ts';
export { Faults } from './Faults.ts';
export type { ActiveFault, WatchFault } from './Faults.ts';
export { callerHeader } from './FaultRule.ts';
export type { FaultRule } from './FaultRule.ts';
export { withFaults } from './withFaults.ts';
