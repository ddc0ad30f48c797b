import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import type { Manifest } from '../model/Manifest.ts';
import {
  imagesOf,
  keyOf,
  refOf,
  storeKey,
  trackedBy,
} from '../model/Manifest.ts';

/** Kinds of which objects may belong to an Application; read once, then followed. */
const KINDS: Array<[apiVersion: string, kind: string]> = [
  ['v1', 'Namespace'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['v1', 'Pod'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'ResourceQuota'],
  ['v1', 'LimitRange'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['argoproj.io/v1alpha1', 'AnalysisTemplate'],
  ['argoproj.io/v1alpha1', 'ClusterAnalysisTemplate'],
  ['argoproj.io/v1alpha1', 'Application'],
  ['argoproj.io/v1alpha1', 'AppProject'],
];

/** Kinds between a workload and its pods, from the top. */
const BETWEEN: Array<[apiVersion: string, kind: string]> = [
  ['argoproj.io/v1alpha1', 'AnalysisRun'],
  ['apps/v1', 'ReplicaSet'],
  ['batch/v1', 'Job'],
];

export interface LiveStateListener {
  /** An object that carries an Application's mark has changed. */
  onTracked(application: string): void;
  /** A pod has come, gone or changed. */
  onPod(store: ClusterStore, namespace: string): void;
}

/** What belongs to whom on the clusters that Applications are deployed to. */
export class LiveState {
  #listener: LiveStateListener;
  #clusters = new Map<
    ClusterStore,
    {
      owners: Map<string, string>;
      keys: Map<string, ReturnType<typeof storeKey>>;
      stop(): void;
    }
  >();

  constructor(listener: LiveStateListener) {
    this.#listener = listener;
  }

  stop(): void {
    for (const cluster of this.#clusters.values()) {
      cluster.stop();
    }
    this.#clusters.clear();
  }

  /** What carries the Application's mark, and what has the name of one of these manifests. */
  find(
    store: ClusterStore,
    application: string,
    targets: Manifest[],
  ): StoredObject[] {
    const { owners, keys } = this.#follow(store);
    const found = new Map<string, StoredObject>();
    for (const [key, owner] of owners) {
      const object =
        owner === application ? store.get(keys.get(key)!) : undefined;
      if (object) {
        found.set(key, object);
      }
    }
    for (const target of targets) {
      const object = target.metadata.name
        ? store.get(storeKey(target))
        : undefined;
      if (object) {
        found.set(keyOf(object), object);
      }
    }
    return [...found.values()];
  }

  /** The images that the pods of these objects run, in the order of the alphabet. */
  findImages(store: ClusterStore, roots: StoredObject[]): string[] {
    const owned = new Set(roots.map(object => object.metadata.uid));
    const namespaces = new Set(
      roots.flatMap(object => object.metadata.namespace ?? []),
    );
    const isOwned = (object: StoredObject) =>
      (object.metadata.ownerReferences ?? []).some(({ uid }) => owned.has(uid));
    const images = roots
      .filter(object => object.kind === 'Pod')
      .flatMap(imagesOf);
    for (const namespace of namespaces) {
      for (const [apiVersion, kind] of BETWEEN) {
        for (const object of store.list(apiVersion, kind, { namespace })) {
          if (isOwned(object)) {
            owned.add(object.metadata.uid);
          }
        }
      }
      images.push(
        ...store
          .list('v1', 'Pod', { namespace })
          .filter(isOwned)
          .flatMap(imagesOf),
      );
    }
    return [...new Set(images)].sort();
  }

  #follow(store: ClusterStore) {
    const known = this.#clusters.get(store);
    if (known) {
      return known;
    }
    const owners = new Map<string, string>();
    const keys = new Map<string, ReturnType<typeof storeKey>>();
    const note = (object: StoredObject, isDeleted: boolean) => {
      const key = keyOf(object);
      const before = owners.get(key);
      const owner = isDeleted ? undefined : trackedBy(object);
      if (owner === undefined) {
        owners.delete(key);
        keys.delete(key);
      } else {
        owners.set(key, owner);
        keys.set(key, storeKey(object));
      }
      return new Set([before, owner].filter(each => each !== undefined));
    };
    for (const [apiVersion, kind] of KINDS) {
      for (const object of store.list(apiVersion, kind)) {
        note(object, false);
      }
    }
    const stop = store.subscribe(({ type, object }) => {
      for (const application of note(object, type === 'DELETED')) {
        this.#listener.onTracked(application);
      }
      if (refOf(object).kind === 'Pod') {
        this.#listener.onPod(store, object.metadata.namespace ?? '');
      }
    });
    const cluster = { owners, keys, stop };
    this.#clusters.set(store, cluster);
    return cluster;
  }
}
