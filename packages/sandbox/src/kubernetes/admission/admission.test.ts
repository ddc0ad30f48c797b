import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { ScaledClock } from '../../world/Clock.ts';
import type { NewObject } from '../../world/seams.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import { createClusterStore } from '../createClusterStore.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { keyOf, object, podSpec } from '../testing/newObjects.ts';

const clock = new ScaledClock();

describe('admission', () => {
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
      object('Service', 'web', {
        spec: { ports: [{ port: 70000, targetPort: 80 }] },
      }),
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
});
