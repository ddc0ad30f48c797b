/**
 * Fakes and contract suites for the sockets of Slipway.
 *
 * @packageDocumentation
 */
export * from './clusterClientContract';
export * from './ClusterTestServer';
export * from './exampleRollout';
export * from './FakeClusterClient';
export * from './FakePipelineSource';
export * from './ObjectStore';
export * from './until';
