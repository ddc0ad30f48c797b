export * from './readLedger';
export * from './writeLedger';
