export * from './ensureWriteCredential';
export * from './planWriteCredential';
