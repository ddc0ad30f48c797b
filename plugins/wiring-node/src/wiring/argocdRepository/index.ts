export * from './ensureArgocdRepository';
export * from './planRepositorySecret';
export * from './repositorySecretValue';
