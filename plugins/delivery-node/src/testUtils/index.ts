/**
 * Fakes and contract suites for the sockets of Slipway.
 *
 * @packageDocumentation
 */
export * from './FakeClusterClient';
export * from './FakePipelineSource';
export * from './ObjectStore';
