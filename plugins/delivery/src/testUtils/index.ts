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
export { FakeSignalApi } from './FakeSignalApi';
