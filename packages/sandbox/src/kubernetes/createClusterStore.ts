import type { Clock } from '../world/Clock.ts';
import type { Storage } from '../world/Storage.ts';
import { AdmittingStore } from './store/AdmittingStore.ts';
import type { KubernetesStore } from './store/KubernetesStore.ts';
import { ObjectTable } from './store/ObjectTable.ts';
import { startHousekeeping } from './store/startHousekeeping.ts';

const firstNamespaces = ['default', 'kube-system', 'kube-public'];

/** A named cluster, kept in this storage. */
export function createClusterStore(options: {
  name: string;
  storage: Storage;
  clock: Clock;
  /** Hears of listeners that throw; without it they become warnings of the process. */
  onListenerError?: (error: Error) => void;
}): KubernetesStore {
  const { name, storage, clock } = options;
  const onListenerError =
    options.onListenerError ?? (error => process.emitWarning(error));
  const table = new ObjectTable(storage, name, onListenerError);
  const store = new AdmittingStore({ name, table, clock });
  for (const namespace of firstNamespaces) {
    const key = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
    if (!store.get(key)) {
      store.create({ ...key, metadata: { name: namespace } });
    }
  }
  startHousekeeping(store, table);
  return store;
}
