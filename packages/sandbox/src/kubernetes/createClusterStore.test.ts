import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { ScaledClock } from '../world/Clock.ts';
import type { NewObject } from '../world/seams.ts';
import { FolderStorage, MemoryStorage } from '../world/Storage.ts';
import { createClusterStore } from './createClusterStore.ts';
import type { KubernetesStore } from './store/KubernetesStore.ts';

const clock = new ScaledClock();

const object = (
  kind: string,
  name: string,
  more: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
  apiVersion = 'v1',
): NewObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'default', ...metadata },
  ...more,
});

const keyOf = (kind: string, name: string, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  namespace: 'default',
  name,
});

const podSpec = { containers: [{ name: 'c', image: 'c:1' }] };

describe('a cluster', () => {
  let store: KubernetesStore;

  beforeEach(async () => {
    store = createClusterStore({
      name: 'test',
      storage: new MemoryStorage(),
      clock,
    });
    await settle();
  });

  const refusals: Array<
    [rule: string, object: NewObject, code: number, message: RegExp]
  > = [
    [
      'a Service may not be named like a number',
      object('Service', '1st', { spec: { ports: [{ port: 80 }] } }),
      422,
      /a DNS-1035 label must consist/,
    ],
    [
      'a port is between 1 and 65535',
      object('Service', 'web', { spec: { ports: [{ port: 70000 }] } }),
      422,
      /^Service "web" is invalid: spec\.ports\[0\]\.port: Invalid value: 70000: must be between 1 and 65535, inclusive$/,
    ],
    [
      'a label value is short and plain',
      object('ConfigMap', 'a', {}, { labels: { key: 'not good' } }),
      422,
      /metadata\.labels: Invalid value: "not good"/,
    ],
    [
      'the key of an annotation is a qualified name',
      object('ConfigMap', 'a', {}, { annotations: { 'a/b/c': 'x' } }),
      422,
      /metadata\.annotations: Invalid value: "a\/b\/c"/,
    ],
    [
      'a container has an image',
      object('Pod', 'p', { spec: { containers: [{ name: 'c' }] } }),
      422,
      /spec\.containers\[0\]\.image: Required value/,
    ],
    [
      'an Application has a project and a destination',
      object('Application', 'a', { spec: {} }, {}, 'argoproj.io/v1alpha1'),
      422,
      /spec\.destination: Required value/,
    ],
    [
      'an unknown kind is not served',
      object('Nothing', 'a'),
      404,
      /no matches for kind "Nothing" in version "v1"/,
    ],
    [
      'a definition of another custom resource is refused',
      object(
        'CustomResourceDefinition',
        'things.example.com',
        { spec: {} },
        {},
        'apiextensions.k8s.io/v1',
      ),
      403,
      /the sandbox serves no other custom resources/,
    ],
  ];
  for (const [rule, refused, code, message] of refusals) {
    it(rule, () => {
      assert.throws(() => store.create(refused), { code, message });
    });
  }

  it('a secret that cannot be read is refused without repeating what is in it', () => {
    assert.throws(
      () =>
        store.create(
          object('Secret', 's', {
            type: 'kubernetes.io/dockerconfigjson',
            stringData: { '.dockerconfigjson': 'canary-not-json' },
          }),
        ),
      (error: Error) => {
        assert.match(error.message, /<secret contents redacted>/);
        assert.doesNotMatch(error.message, /canary|Y2FuYXJ5/);
        return true;
      },
    );
  });

  it('what it hands out is a copy', () => {
    const created = store.create(
      object('ConfigMap', 'a', { data: { k: '1' } }),
    );
    created.data.k = 'changed';
    assert.equal(store.get(keyOf('ConfigMap', 'a'))?.data.k, '1');
  });

  it('listeners hear of every change in order, and one that throws stops nobody', async () => {
    const errors: string[] = [];
    const own = createClusterStore({
      name: 'own',
      storage: new MemoryStorage(),
      clock,
      onListenerError: error => errors.push(error.message),
    });
    await settle();
    const heard: string[] = [];
    own.subscribe(() => {
      throw new Error('broken listener');
    });
    const stop = own.subscribe(({ type, object: { metadata } }) => {
      heard.push(`${type} ${metadata.name}`);
      if (metadata.name === 'a' && type === 'ADDED') {
        own.create(object('ConfigMap', 'b'));
      }
    });
    own.create(object('ConfigMap', 'a'));
    own.mergePatch(keyOf('ConfigMap', 'a'), { data: { k: '1' } });
    await settle();
    stop();
    own.create(object('ConfigMap', 'c'));
    await settle();
    assert.deepEqual(heard, ['ADDED a', 'MODIFIED a', 'ADDED b']);
    assert.ok(errors.includes('broken listener'));
  });

  it('what is owned by two goes when both are gone', async () => {
    const owners = ['one', 'two'].map(name =>
      store.create(object('ConfigMap', name)),
    );
    store.create(
      object(
        'ConfigMap',
        'owned',
        {},
        {
          ownerReferences: owners.map(owner => ({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: owner.metadata.name,
            uid: owner.metadata.uid,
          })),
        },
      ),
    );
    store.delete(keyOf('ConfigMap', 'one'));
    await settle();
    assert.equal(
      store.get(keyOf('ConfigMap', 'owned'))?.metadata.ownerReferences?.length,
      1,
    );
    store.delete(keyOf('ConfigMap', 'two'));
    await settle();
    assert.equal(store.get(keyOf('ConfigMap', 'owned')), undefined);
  });

  it('a foreground deletion waits for what is owned', async () => {
    const owner = store.create(object('ConfigMap', 'owner'));
    store.create(
      object(
        'ConfigMap',
        'owned',
        {},
        {
          finalizers: ['slipway.dev/hold'],
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              name: 'owner',
              uid: owner.metadata.uid,
              blockOwnerDeletion: true,
            },
          ],
        },
      ),
    );
    store.remove(keyOf('ConfigMap', 'owner'), {
      propagationPolicy: 'Foreground',
    });
    await settle();
    assert.ok(
      store.get(keyOf('ConfigMap', 'owner'))?.metadata.deletionTimestamp,
    );
    store.mergePatch(keyOf('ConfigMap', 'owned'), {
      metadata: { finalizers: null },
    });
    await settle();
    assert.equal(store.get(keyOf('ConfigMap', 'owned')), undefined);
    assert.equal(store.get(keyOf('ConfigMap', 'owner')), undefined);
  });

  it('orphaning leaves what was owned, without its owner', async () => {
    const owner = store.create(object('ConfigMap', 'owner'));
    store.create(
      object(
        'ConfigMap',
        'owned',
        {},
        {
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              name: 'owner',
              uid: owner.metadata.uid,
            },
          ],
        },
      ),
    );
    store.remove(keyOf('ConfigMap', 'owner'), { propagationPolicy: 'Orphan' });
    await settle();
    const owned = store.get(keyOf('ConfigMap', 'owned'));
    assert.ok(owned);
    assert.equal(owned.metadata.ownerReferences, undefined);
  });

  it('a protected namespace stays', () => {
    assert.throws(
      () =>
        store.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'default' }),
      { code: 403, message: /this namespace may not be deleted/ },
    );
  });

  it('a pod takes the pull secrets of its service account', () => {
    store.mergePatch(keyOf('ServiceAccount', 'default'), {
      imagePullSecrets: [{ name: 'registry' }],
    });
    const pod = store.create(object('Pod', 'p', { spec: podSpec }));
    assert.deepEqual(pod.spec.imagePullSecrets, [{ name: 'registry' }]);
    assert.equal(pod.spec.serviceAccountName, 'default');
    assert.equal(pod.status.phase, 'Pending');
  });

  const quotas: Array<
    [hard: Record<string, string>, pod: object, message: RegExp | undefined]
  > = [
    [{ pods: '1' }, podSpec, undefined],
    [
      { 'requests.memory': '100Mi' },
      podSpec,
      /failed quota: q: must specify requests\.memory for: c/,
    ],
    [
      { 'limits.cpu': '1' },
      {
        containers: [
          { name: 'c', image: 'c:1', resources: { limits: { cpu: '1500m' } } },
        ],
      },
      /exceeded quota: q, requested: limits\.cpu=1500m, used: limits\.cpu=0, limited: limits\.cpu=1/,
    ],
    [
      { cpu: '1' },
      {
        containers: [
          { name: 'c', image: 'c:1', resources: { limits: { cpu: '500m' } } },
        ],
      },
      undefined,
    ],
  ];
  for (const [hard, spec, message] of quotas) {
    it(`a quota of ${JSON.stringify(hard)} ${
      message ? 'refuses' : 'admits'
    } a pod of ${JSON.stringify(spec)}`, () => {
      store.create(object('ResourceQuota', 'q', { spec: { hard } }));
      const create = () => store.create(object('Pod', 'p', { spec }));
      if (message) {
        assert.throws(create, { code: 403, message });
      } else {
        create();
      }
    });
  }

  it('a null in a manifest is nothing', () => {
    const created = store.create(
      object(
        'Deployment',
        'web',
        {
          spec: {
            replicas: null,
            selector: { matchLabels: { app: 'web' } },
            template: {
              metadata: { creationTimestamp: null, labels: { app: 'web' } },
              spec: podSpec,
            },
          },
        },
        { creationTimestamp: null },
        'apps/v1',
      ),
    );
    assert.equal(created.spec.replicas, 1);
    assert.deepEqual(created.spec.template.metadata, {
      labels: { app: 'web' },
    });
    assert.match(created.metadata.creationTimestamp, /Z$/);
  });

  it('survives a restart, and knows of no version from before it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cluster-'));
    const fail = (error: Error) => assert.fail(error);
    const storage = new FolderStorage(folder, fail);
    const first = createClusterStore({ name: 'kept', storage, clock });
    const created = first.create(
      object('ConfigMap', 'a', { data: { k: '1' } }),
    );
    await settle();
    await storage.flush();
    const again = createClusterStore({
      name: 'kept',
      storage: new FolderStorage(folder, fail),
      clock,
    });
    assert.deepEqual(again.get(keyOf('ConfigMap', 'a')), created);
    assert.ok(Number(again.resourceVersion) > Number(first.resourceVersion));
    assert.equal(
      again.changesSince(created.metadata.resourceVersion),
      undefined,
    );
    await rm(folder, { recursive: true });
  });
});
