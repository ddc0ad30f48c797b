export * from './DatabaseEntries';
export * from './DatabaseLaunches';
export * from './deriveChain';
export * from './LaunchLedger';
export * from './LaunchRecord';
