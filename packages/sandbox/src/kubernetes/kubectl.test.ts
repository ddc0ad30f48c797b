import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { unpackTools } from '../argocd/tools/unpackTools.ts';
import { startTestCluster } from './testing/startTestCluster.ts';

const run = promisify(execFile);

const manifests = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.local/web:1
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
  namespace: shop
spec:
  sourceRepos: ['*']
`;

describe('kubectl against the twin', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;
  let folder: string;
  let program: string;

  before(async () => {
    // kubectl sends no credentials over plain http, as through "kubectl proxy".
    cluster = await startTestCluster({ anonymous: 'admin' });
    folder = await mkdtemp(join(tmpdir(), 'kubectl-'));
    program = (await unpackTools()).kubectl;
    await writeFile(join(folder, 'all.yaml'), manifests);
    await writeFile(join(folder, 'none.kubeconfig'), '');
  });
  after(async () => {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const kubectl = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(
      program,
      [
        '--kubeconfig',
        join(folder, 'none.kubeconfig'),
        '--cache-dir',
        join(folder, 'cache'),
        '--server',
        cluster.url,
        ...args,
      ],
      { timeout: 60_000 },
    );
    return stdout;
  };

  it('lists what is served', async () => {
    const table = await kubectl('api-resources', '--no-headers');
    assert.match(
      table,
      /^rollouts\s+ro\s+argoproj\.io\/v1alpha1\s+true\s+Rollout$/m,
    );
    assert.match(table, /^secrets\s+v1\s+true\s+Secret$/m);
  });

  it('applies on the server, and the second time nothing changes', async () => {
    const apply = () =>
      kubectl('apply', '--server-side', '-f', join(folder, 'all.yaml'));
    const first = await apply();
    assert.match(first, /deployment\.apps\/web serverside-applied/);
    const key = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
    };
    const before = cluster.store.get(key)?.metadata.resourceVersion;
    await apply();
    assert.equal(cluster.store.get(key)?.metadata.resourceVersion, before);
  });

  it('prints YAML, sets an image, scales, restarts and labels', async () => {
    await kubectl('-n', 'shop', 'set', 'image', 'deploy/web', 'web=other:2');
    await kubectl('-n', 'shop', 'scale', 'deploy/web', '--replicas=3');
    await kubectl('-n', 'shop', 'rollout', 'restart', 'deploy/web');
    await kubectl('-n', 'shop', 'label', 'deploy', 'web', 'tier=front');
    const yaml = await kubectl(
      '-n',
      'shop',
      'get',
      'deploy',
      'web',
      '-o',
      'yaml',
    );
    assert.match(yaml, /image: other:2/);
    assert.match(yaml, /replicas: 3/);
    assert.match(yaml, /kubectl\.kubernetes\.io\/restartedAt:/);
    assert.match(yaml, /tier: front/);
  });

  it('hears of a conflict', async () => {
    await assert.rejects(
      kubectl(
        'apply',
        '--server-side',
        '--field-manager=other',
        '-f',
        join(folder, 'all.yaml'),
      ),
      /Apply failed with \d+ conflicts?: conflicts? with "kubectl-set"/,
    );
  });

  it('waits until something is so, and deletes', async () => {
    const waiting = kubectl(
      '-n',
      'shop',
      'wait',
      '--for=jsonpath={.metadata.labels.done}=yes',
      'appproject/shop',
      '--timeout=30s',
    );
    setTimeout(() => {
      cluster.store.mergePatch(
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'AppProject',
          namespace: 'shop',
          name: 'shop',
        },
        { metadata: { labels: { done: 'yes' } } },
      );
    }, 500);
    assert.match(await waiting, /condition met/);
    assert.match(
      await kubectl('delete', 'namespace', 'shop'),
      /namespace "shop" deleted/,
    );
    assert.equal(
      cluster.store.get({ apiVersion: 'v1', kind: 'Namespace', name: 'shop' }),
      undefined,
    );
  });
});
