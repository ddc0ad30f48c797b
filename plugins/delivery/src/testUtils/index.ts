export { createRefusal } from './createRefusal';
export {
  createBoard,
  createDelivery,
  createEnvironment,
  createPipeline,
  createRollout,
  observed,
} from './deliveries';
export { FakeDeliveryApi } from './FakeDeliveryApi';
export { FakePreflightApi } from './FakePreflightApi';
export { FakeSignalApi } from './FakeSignalApi';
export { createLaunch, FakeLaunchesApi } from './FakeLaunchesApi';
export {
  createWiring,
  createWiringItem,
  createWiringSummary,
  FakeWiringApi,
} from './FakeWiringApi';
