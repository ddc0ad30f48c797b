export * from './argocdClusters';
export * from './ensureObject';
export * from './objectThing';
export * from './places';
export * from './planObject';
