export * from './postTakeBack';
export * from './readLedger';
export * from './writeLedger';
