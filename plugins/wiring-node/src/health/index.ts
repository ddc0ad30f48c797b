export * from './WiringReport';
export { wiringFindingKinds } from './wiringFindingKinds';
export type { WiringFindingId } from './wiringFindingKinds';
