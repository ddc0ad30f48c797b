export * from './clusterError';
export * from './ClusterTransport';
export * from './resourcePath';
