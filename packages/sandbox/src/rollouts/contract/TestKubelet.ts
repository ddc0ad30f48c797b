import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterStore, Running, StoredObject } from '../../world/seams.ts';
import { KubernetesApiError } from '../../world/seams.ts';
import { timestamp } from '../model/conditions.ts';

/** Images of which no pod ever becomes ready. */
const NEVER_READY = /:(broken|crash|unready)$/;

/** Gives every ReplicaSet its pods at once, and makes them ready unless their image is bad. */
export class TestKubelet implements Running {
  #store: ClusterStore;
  #now: () => Date;
  #unsubscribe: () => void;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();

  constructor(store: ClusterStore, now: () => Date) {
    this.#store = store;
    this.#now = now;
    this.#unsubscribe = store.subscribe(({ type, object }) => {
      if (object.kind === 'ReplicaSet' && type !== 'DELETED') {
        this.#soon(object);
      }
      if (object.kind === 'Pod' && type === 'DELETED') {
        const owner = object.metadata.ownerReferences?.[0];
        const set = owner && this.#find(object.metadata.namespace, owner.name);
        if (set) {
          this.#soon(set);
        }
      }
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    await this.#work;
  }

  #find(namespace: string | undefined, name: string) {
    return this.#store.get({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      namespace,
      name,
    });
  }

  #soon({ metadata: { namespace, name } }: StoredObject): void {
    this.#work = this.#work.then(async () => {
      await delay(1);
      const set = this.#isStopped ? undefined : this.#find(namespace, name);
      if (set) {
        this.#reconcile(set);
      }
    });
  }

  #reconcile(set: StoredObject): void {
    const { namespace, name, uid } = set.metadata;
    const pods = this.#store
      .list('v1', 'Pod', { namespace })
      .filter(pod => pod.metadata.ownerReferences?.[0]?.uid === uid);
    const wanted: number = set.spec.replicas ?? 0;
    for (const pod of pods.slice(wanted)) {
      this.#store.delete({
        apiVersion: 'v1',
        kind: 'Pod',
        namespace,
        name: pod.metadata.name,
      });
    }
    for (let index = pods.length; index < wanted; index += 1) {
      this.#createPod(set, `${name}-${Math.random().toString(36).slice(2, 7)}`);
    }
    const isReady = !NEVER_READY.test(
      set.spec.template.spec.containers[0].image,
    );
    const ready = isReady ? wanted : 0;
    const status = {
      replicas: wanted,
      fullyLabeledReplicas: wanted,
      readyReplicas: ready,
      availableReplicas: ready,
      observedGeneration: set.metadata.generation,
    };
    if (JSON.stringify(set.status) !== JSON.stringify(status)) {
      this.#store.updateStatus({ ...this.#find(namespace, name)!, status });
    }
  }

  #createPod(set: StoredObject, name: string): void {
    const { namespace, uid } = set.metadata;
    const { template } = set.spec;
    const isReady = !NEVER_READY.test(template.spec.containers[0].image);
    try {
      const pod = this.#store.create({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          namespace,
          labels: template.metadata.labels,
          ownerReferences: [
            {
              apiVersion: 'apps/v1',
              kind: 'ReplicaSet',
              name: set.metadata.name,
              uid,
              controller: true,
            },
          ],
        },
        spec: template.spec,
      });
      this.#store.updateStatus({
        ...pod,
        status: {
          phase: isReady ? 'Running' : 'Pending',
          conditions: [
            {
              type: 'Ready',
              status: isReady ? 'True' : 'False',
              lastTransitionTime: timestamp(this.#now()),
            },
          ],
        },
      });
    } catch (error) {
      if (!(error instanceof KubernetesApiError)) {
        throw error;
      }
    }
  }
}
