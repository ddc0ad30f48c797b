export * from './identityOf';
export * from './planCredential';
export * from './SharedCredential';
