export * from './applicationManifest';
export * from './applicationSetManifest';
export * from './ApplicationSource';
export * from './appProjectManifest';
export * from './dockerConfigSecretManifest';
export * from './manifest';
export * from './namespaceManifest';
export * from './repositorySecretManifest';
