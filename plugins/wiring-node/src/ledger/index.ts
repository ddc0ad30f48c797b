export * from './fingerprint';
export * from './Ledger';
export * from './LedgerEntry';
export * from './MemoryLedger';
export * from './recordEntry';
