export * from './askCatalog';
export * from './finish';
export * from './LaunchDeps';
export * from './onForge';
export * from './repositoryTarget';
export * from './runOf';
export * from './schemas';
export * from './withDryRun';
