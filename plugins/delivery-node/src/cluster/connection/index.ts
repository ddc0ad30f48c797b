export * from './ClusterConnection';
export * from './readClusterConnections';
