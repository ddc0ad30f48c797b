export { createClusterStore } from './createClusterStore.ts';
export { createKubernetesApi } from './http/createKubernetesApi.ts';
export type { KubernetesApiOptions } from './http/createKubernetesApi.ts';
export type { AccessRule, Subject } from './http/Subject.ts';
export type {
  KubernetesStore,
  RemoveOptions,
  StoreEvent,
  WriteOptions,
} from './store/KubernetesStore.ts';
