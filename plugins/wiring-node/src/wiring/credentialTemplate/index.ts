export * from './ensureCredentialTemplate';
export * from './templatePrefix';
