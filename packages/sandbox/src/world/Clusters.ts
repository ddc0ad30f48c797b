import { findTools, startArgoCd } from '../argocd/index.ts';
import type { RunningArgoCd } from '../argocd/index.ts';
import type { Faults } from '../faults/index.ts';
import { startKubelet } from '../kubelet/startKubelet.ts';
import { createKubernetesApi } from '../kubernetes/http/createKubernetesApi.ts';
import { createClusterStore } from '../kubernetes/createClusterStore.ts';
import type { KubernetesStore } from '../kubernetes/store/KubernetesStore.ts';
import type { Registry } from '../registry/index.ts';
import { startRollouts } from '../rollouts/index.ts';
import type { Clock } from './Clock.ts';
import type { Credentials } from './credentials.ts';
import {
  argocdControllers,
  installControllers,
  rolloutsControllers,
} from './installControllers.ts';
import { portalSubject } from './portalAccess.ts';
import type { HttpHandler, Running } from './seams.ts';
import type { Storage } from './Storage.ts';

/** The first holds Argo CD. */
const clusterNames = ['sandbox', 'sandbox-2'];
const argocdNamespace = 'argocd';

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
  /** What an operator of Argo CD does once for each host that git is fetched from by SSH. */
  trustSshHosts(knownHosts: string): void;
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
        token === credentials.clusterToken
          ? portalSubject
          : credentials.clusterTokens?.find(given => given.token === token),
      clock,
      faults,
      log,
    }),
  );
  const running: Running[] = [];
  const management = stores.get(clusterNames[0])!;
  prepareArgoCd(management);
  installControllers(management, argocdControllers(argocdNamespace));
  for (const store of stores.values()) {
    installControllers(store, rolloutsControllers);
  }
  const tools = await findTools();
  let argocd: RunningArgoCd | undefined;

  return {
    stores,
    handlers: [
      ...apis.map(api => api.handle),
      async (request, response) =>
        (await argocd?.webhook(request, response)) ?? false,
      async (request, response) =>
        (await argocd?.api(request, response)) ?? false,
    ],
    trustSshHosts: knownHosts => trustSshHosts(management, knownHosts),
    startControllers() {
      for (const name of clusterNames.slice(1)) {
        registerCluster(
          management,
          name,
          `${options.baseUrl()}/clusters/${name}`,
        );
      }
      argocd = startArgoCd({
        cluster: management,
        destinations: destination => findDestination(stores, destination),
        namespace: argocdNamespace,
        clock,
        tools,
        cacheFolder: options.cacheFolder,
        password: credentials.argocdPassword,
        resyncSeconds: options.resyncSeconds,
        log,
      });
      running.push(argocd);
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

/** What an installation of Argo CD brings with it. */
function prepareArgoCd(store: KubernetesStore): void {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    name: argocdNamespace,
  };
  if (!store.get(namespace)) {
    store.create({
      apiVersion: namespace.apiVersion,
      kind: namespace.kind,
      metadata: { name: argocdNamespace },
    });
  }
  const project = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    namespace: argocdNamespace,
    name: 'default',
  };
  if (!store.get(project)) {
    store.create({
      apiVersion: project.apiVersion,
      kind: project.kind,
      metadata: { name: project.name, namespace: argocdNamespace },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ namespace: '*', server: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    });
  }
}

function trustSshHosts(store: KubernetesStore, knownHosts: string): void {
  store.apply(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'argocd-ssh-known-hosts-cm',
        namespace: argocdNamespace,
        labels: {
          'app.kubernetes.io/name': 'argocd-ssh-known-hosts-cm',
          'app.kubernetes.io/part-of': 'argocd',
        },
      },
      data: { ssh_known_hosts: `${knownHosts}\n` },
    },
    { fieldManager: 'argocd-installation', force: true },
  );
}

/** What an operator of Argo CD does once for each cluster that it is to deploy to. */
function registerCluster(
  store: KubernetesStore,
  name: string,
  server: string,
): void {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  store.apply(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `cluster-${name}`,
        namespace: argocdNamespace,
        labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
      },
      type: 'Opaque',
      data: {
        name: encode(name),
        server: encode(server),
        config: encode(JSON.stringify({ tlsClientConfig: { insecure: true } })),
      },
    },
    { fieldManager: 'argocd-installation', force: true },
  );
}

/** Argo CD knows its own cluster by this address, and the others by the Secrets that register them. */
function findDestination(
  stores: ReadonlyMap<string, KubernetesStore>,
  destination: { server?: string; name?: string },
): KubernetesStore | undefined {
  const { server, name } = destination;
  const management = stores.get(clusterNames[0])!;
  if (server === 'https://kubernetes.default.svc' || name === 'in-cluster') {
    return management;
  }
  const read = (text = '') => Buffer.from(text, 'base64').toString('utf8');
  const registered = management
    .list('v1', 'Secret', {
      namespace: argocdNamespace,
      labelSelector: 'argocd.argoproj.io/secret-type=cluster',
    })
    .map(({ data }) => ({ name: read(data?.name), server: read(data?.server) }))
    .find(one => (name ? one.name === name : one.server === server));
  return registered && stores.get(registered.server.split('/clusters/')[1]);
}
