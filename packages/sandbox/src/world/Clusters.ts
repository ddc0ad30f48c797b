import type { Faults } from '../faults/index.ts';
import { startKubelet } from '../kubelet/startKubelet.ts';
import { createKubernetesApi } from '../kubernetes/http/createKubernetesApi.ts';
import { createClusterStore } from '../kubernetes/createClusterStore.ts';
import type { KubernetesStore } from '../kubernetes/store/KubernetesStore.ts';
import type { Registry } from '../registry/index.ts';
import { startRollouts } from '../rollouts/index.ts';
import type { Clock } from './Clock.ts';
import type { Credentials } from './credentials.ts';
import { portalSubject } from './portalAccess.ts';
import type { HttpHandler, Running } from './seams.ts';
import type { Storage } from './Storage.ts';

/** The first holds Argo CD. */
const clusterNames = ['sandbox', 'sandbox-2'];

export interface ClustersOptions {
  storage: Storage;
  clock: Clock;
  registry: Registry;
  faults: Faults;
  credentials: Credentials;
  baseUrl: () => string;
  /** Where Argo CD keeps what it has fetched. */
  cacheFolder: string;
  resyncSeconds?: number;
  log: (line: string) => void;
}

export interface Clusters extends Running {
  stores: ReadonlyMap<string, KubernetesStore>;
  handlers: HttpHandler[];
  /** Once the forge and the registry can be reached. */
  startControllers(): void;
}

/** The clusters of the sandbox, with what runs in them. */
export async function startClusters(
  options: ClustersOptions,
): Promise<Clusters> {
  const { storage, clock, registry, faults, credentials, log } = options;
  const stores = new Map(
    clusterNames.map(name => [
      name,
      createClusterStore({ name, storage, clock }),
    ]),
  );
  const apis = [...stores].map(([name, store]) =>
    createKubernetesApi({
      store,
      basePath: `/clusters/${name}`,
      tokens: token =>
        token === credentials.clusterToken ? portalSubject : undefined,
      clock,
      faults,
      log,
    }),
  );
  const running: Running[] = [];

  return {
    stores,
    handlers: apis.map(api => api.handle),
    startControllers() {
      for (const store of stores.values()) {
        running.push(startKubelet({ store, clock, registry, log }));
        running.push(startRollouts({ store, clock, log }));
      }
    },
    async stop() {
      for (const api of apis) {
        api.stop();
      }
      for (const part of running.reverse()) {
        await part.stop();
      }
    },
  };
}
