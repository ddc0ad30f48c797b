export { createRegistry } from './createRegistry.ts';
export type { Registry, RegistryOptions } from './createRegistry.ts';
export type { PullAnswer } from './createPullCheck.ts';
export { createImagePusher, ImagePushDenied } from './createImagePusher.ts';
export type {
  ImagePusher,
  PushedImage,
  SimulatedImage,
} from './createImagePusher.ts';
export { parseImageReference } from './parseImageReference.ts';
export type { ImageReference } from './parseImageReference.ts';
export type { RegistryContents } from './RegistryContents.ts';
