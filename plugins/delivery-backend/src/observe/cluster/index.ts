export * from './ClusterObserver';
export * from './ClusterWatcher';
export * from './SourceStatus';
