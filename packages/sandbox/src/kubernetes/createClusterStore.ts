import type { Clock } from '../world/Clock.ts';
import type { Storage } from '../world/Storage.ts';
import { AdmittingStore } from './store/AdmittingStore.ts';
import type { KubernetesStore } from './store/KubernetesStore.ts';
import { definitionOf } from './resources/definitionOf.ts';
import { servedResources } from './resources/servedResources.ts';
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
  const isNew = table.all().length === 0;
  for (const namespace of firstNamespaces) {
    const key = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
    if (!store.get(key)) {
      store.create({ ...key, metadata: { name: namespace } });
    }
  }
  // A definition that somebody deleted stays deleted.
  if (isNew) {
    for (const kind of servedResources.filter(({ custom }) => custom)) {
      store.create(definitionOf(kind));
    }
  }
  startHousekeeping(store, table, clock);
  return store;
}
