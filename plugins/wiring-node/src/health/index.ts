export * from './checkWiring';
export * from './repairWiring';
export * from './rotateCredential';
export * from './WiringInput';
export * from './WiringReport';
export { wiringFindingIds, wiringFindingKinds } from './wiringFindingKinds';
export type { WiringFindingId } from './wiringFindingKinds';
