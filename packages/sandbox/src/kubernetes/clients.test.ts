import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ApiException,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  Watch,
} from '@kubernetes/client-node';
import { application, rollout } from './contract/helpers.ts';
import { startTestCluster } from './testing/startTestCluster.ts';

async function until(check: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!check()) {
    assert.ok(Date.now() < end, 'it did not happen within 10 s');
    await delay(20);
  }
}

describe('@kubernetes/client-node against the twin', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;
  const config = new KubeConfig();

  before(async () => {
    cluster = await startTestCluster();
    config.loadFromOptions({
      clusters: [{ name: 'test', server: cluster.url, skipTLSVerify: true }],
      users: [{ name: 'admin', token: 'admin' }],
      contexts: [{ name: 'test', cluster: 'test', user: 'admin' }],
      currentContext: 'test',
    });
  });
  after(() => cluster.stop());

  it('CoreV1Api creates, lists and deletes', async () => {
    const core = config.makeApiClient(CoreV1Api);
    await core.createNamespace({ body: { metadata: { name: 'core' } } });
    await delay(20);
    await core.createNamespacedSecret({
      namespace: 'core',
      body: { metadata: { name: 's' }, stringData: { key: 'value' } },
    });
    const { items } = await core.listNamespacedSecret({ namespace: 'core' });
    assert.equal(items[0].data?.key, 'dmFsdWU=');
    assert.ok(items[0].metadata?.creationTimestamp instanceof Date);
    const deleted = await core.deleteNamespacedSecret({
      namespace: 'core',
      name: 's',
    });
    assert.equal(deleted.status, 'Success');
    await assert.rejects(
      core.readNamespacedSecret({ namespace: 'core', name: 's' }),
      (error: ApiException<unknown>) => error.code === 404,
    );
  });

  const place = {
    group: 'argoproj.io',
    version: 'v1alpha1',
    namespace: 'default',
  };

  it('CustomObjectsApi patches an Application with its status, and a Rollout through its subresource', async () => {
    const custom = config.makeApiClient(CustomObjectsApi);
    await custom.createNamespacedCustomObject({
      ...place,
      plural: 'applications',
      body: application('web'),
    });
    const merge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
    const patched = await custom.patchNamespacedCustomObject(
      {
        ...place,
        plural: 'applications',
        name: 'web',
        body: {
          metadata: {
            annotations: { 'argocd.argoproj.io/refresh': 'normal' },
          },
        },
      },
      merge,
    );
    assert.equal(
      patched.metadata.annotations['argocd.argoproj.io/refresh'],
      'normal',
    );
    await custom.createNamespacedCustomObject({
      ...place,
      plural: 'rollouts',
      body: rollout('web'),
    });
    const status = await custom.patchNamespacedCustomObjectStatus(
      {
        ...place,
        plural: 'rollouts',
        name: 'web',
        body: { status: { promoteFull: true } },
      },
      merge,
    );
    assert.equal(status.status.promoteFull, true);
    assert.equal(typeof status.metadata.creationTimestamp, 'string');
  });

  it('KubernetesObjectApi applies, and hears of a conflict', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config);
    const apply = (fieldManager: string, value: string, force: boolean) =>
      objects.patch(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'applied', namespace: 'default' },
          data: { key: value },
        } as any,
        undefined,
        undefined,
        fieldManager,
        force,
        PatchStrategy.ServerSideApply,
      );
    await apply('one', '1', false);
    await assert.rejects(
      apply('two', '2', false),
      (error: ApiException<string>) => {
        assert.equal(error.code, 409);
        const body =
          typeof error.body === 'string'
            ? error.body
            : JSON.stringify(error.body);
        assert.match(body, /Apply failed with 1 conflict: conflict with/);
        return true;
      },
    );
    const forced: any = await apply('two', '2', true);
    assert.equal(forced.data.key, '2');
    await objects.delete(forced);
  });

  it('Watch follows', async () => {
    const seen: string[] = [];
    const watch = new Watch(config);
    const controller = await watch.watch(
      '/api/v1/namespaces/default/configmaps',
      { labelSelector: 'watched' },
      (type, object) => seen.push(`${type} ${object.metadata.name}`),
      () => {},
    );
    const key = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'default',
      name: 'seen',
    };
    cluster.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'seen',
        namespace: 'default',
        labels: { watched: 'yes' },
      },
    });
    cluster.store.mergePatch(key, { data: { key: 'value' } });
    cluster.store.delete(key);
    await until(() => seen.length === 3);
    assert.deepEqual(seen, ['ADDED seen', 'MODIFIED seen', 'DELETED seen']);
    controller.abort();
  });

  it('an informer holds what is there, through a dropped watch and an expired version', async () => {
    const custom = config.makeApiClient(CustomObjectsApi);
    const path = '/apis/argoproj.io/v1alpha1/namespaces/default/applications';
    const informer = makeInformer<any>(
      config,
      path,
      () =>
        custom.listNamespacedCustomObject({
          ...place,
          plural: 'applications',
        }) as any,
    );
    let isWanted = true;
    informer.on('error', () => {
      if (isWanted) {
        void delay(20).then(() => informer.start());
      }
    });
    const names = () =>
      informer
        .list()
        .map((object: any) => object.metadata.name)
        .sort();
    await informer.start();
    await until(() => names().includes('web'));
    cluster.faults.dropWatches();
    const create = (name: string) =>
      cluster.store.create({
        ...application(name),
        metadata: { name, namespace: 'default' },
      });
    create('after-drop');
    await until(() => names().includes('after-drop'));
    cluster.faults.expireResourceVersions();
    create('after-expiry');
    await until(() => names().includes('after-expiry'));
    assert.deepEqual(names(), ['after-drop', 'after-expiry', 'web']);
    isWanted = false;
    await informer.stop();
  });
});
