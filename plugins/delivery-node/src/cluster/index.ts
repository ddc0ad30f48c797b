export * from './ClusterClient';
