export * from './checkClusters';
