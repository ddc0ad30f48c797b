import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubeApi, type Manifest } from './KubeApi.ts';

const argocd = 'argocd';

/** Puts the CRDs of Argo CD and Rollouts, and Argo CD's own config, into a cluster. */
export async function installArgo(
  api: KubeApi,
  modules: { argocd: string; rollouts: string },
): Promise<void> {
  for (const folder of [
    join(modules.argocd, 'manifests/crds'),
    join(modules.rollouts, 'manifests/crds'),
  ]) {
    for (const manifest of await readManifests(folder)) {
      await api.apply(manifest);
    }
  }
  await api.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: argocd },
  });
  const config = join(modules.argocd, 'manifests/base/config');
  for (const manifest of await readManifests(config)) {
    await api.apply(manifest, argocd);
  }
}

/** The project that only Argo CD's API server would make. */
export async function createDefaultProject(api: KubeApi): Promise<void> {
  const manifest = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: argocd },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ namespace: '*', server: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  };
  await api.apply(manifest);
}

async function readManifests(folder: string): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (!name.endsWith('.yaml') || name === 'kustomization.yaml') {
      continue;
    }
    const text = await readFile(join(folder, name), 'utf8');
    for (const document of parseAllDocuments(text)) {
      const value = document.toJS() as Manifest | null;
      if (value) {
        manifests.push(value);
      }
    }
  }
  return manifests;
}

/** Makes another cluster a destination of Argo CD, as `argocd cluster add` does. */
export async function addDestination(
  api: KubeApi,
  cluster: { name: string; url: string; token: string },
): Promise<void> {
  await api.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${cluster.name}`,
      namespace: argocd,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    stringData: {
      name: cluster.name,
      server: cluster.url,
      config: JSON.stringify({
        bearerToken: cluster.token,
        // A lab signs its certificate itself.
        tlsClientConfig: { insecure: true },
      }),
    },
  });
}
