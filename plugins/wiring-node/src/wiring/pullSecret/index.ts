export * from './attachPullSecret';
export * from './ensurePullSecret';
export * from './findPullSecrets';
export * from './planPullCredential';
