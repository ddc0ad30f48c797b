export * from './ensureDeploymentEnvironment';
export * from './planEnvironment';
