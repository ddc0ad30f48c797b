export * from './ClusterClient';
export * from './clusterClientsServiceRef';
export * from './createClusterClients';
