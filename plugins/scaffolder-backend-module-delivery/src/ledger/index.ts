export * from './HttpLedger';
export * from './LaunchApi';
export * from './Ledgers';
export * from './withLaunch';
