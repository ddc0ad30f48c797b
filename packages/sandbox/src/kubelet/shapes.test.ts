import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createClusterStore } from '../kubernetes/createClusterStore.ts';
import type { KubernetesStore } from '../kubernetes/index.ts';
import { ScaledClock } from '../world/Clock.ts';
import type { Running } from '../world/seams.ts';
import { MemoryStorage } from '../world/Storage.ts';
import { startKubelet } from './startKubelet.ts';

const recorded: Record<string, any> = JSON.parse(
  readFileSync(
    new URL('./fixtures/recordedObjects.json', import.meta.url),
    'utf8',
  ),
);

/** Every field there is, lists as `[]`, the keys of free maps as `*`. */
function fieldsOf(value: unknown, path = ''): Set<string> {
  const fields = new Set<string>();
  if (Array.isArray(value)) {
    value.forEach(item => {
      fieldsOf(item, `${path}[]`).forEach(field => fields.add(field));
    });
  } else if (typeof value === 'object' && value !== null) {
    const isFree = /(labels|matchLabels|annotations)$/.test(path);
    for (const [key, child] of Object.entries(value)) {
      fieldsOf(child, `${path}.${isFree ? '*' : key}`).forEach(field =>
        fields.add(field),
      );
    }
  }
  fields.add(path);
  return fields;
}

describe('the shapes of what the twin writes', () => {
  const clock = new ScaledClock(50);
  let store: KubernetesStore;
  let kubelet: Running;

  before(async () => {
    store = createClusterStore({
      name: 'test',
      storage: new MemoryStorage(),
      clock,
    });
    kubelet = startKubelet({
      store,
      clock,
      registry: {
        canPull: async image =>
          image.endsWith(':broken') ? 'not-found' : 'ok',
      },
    });
    await delay(10);
    const spec = (app: string, image: string) => ({
      replicas: 2,
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app } },
        spec: {
          containers: [{ name: app, image, ports: [{ containerPort: 8000 }] }],
        },
      },
    });
    for (const [app, image] of [
      ['good', 'registry.local/demo:v1'],
      ['bad', 'registry.local/demo:broken'],
    ]) {
      store.create({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: app, namespace: 'default' },
        spec: spec(app, image),
      });
    }
    const isDone = () =>
      store.list('apps/v1', 'Deployment')[0].status?.availableReplicas === 2 &&
      store
        .list('v1', 'Pod', { labelSelector: 'app=bad' })
        .every(
          pod =>
            pod.status.containerStatuses?.[0].state.waiting?.reason ===
            'ImagePullBackOff',
        );
    for (const end = Date.now() + 60_000; !isDone(); await delay(10)) {
      assert.ok(Date.now() < end, 'the pods did not get there within 20 s');
    }
  });
  after(() => kubelet.stop());

  const cases: Array<[name: string, find: () => unknown]> = [
    [
      'runningPod',
      () => store.list('v1', 'Pod', { labelSelector: 'app=good' })[0],
    ],
    [
      'pullingPod',
      () => store.list('v1', 'Pod', { labelSelector: 'app=bad' })[0],
    ],
    [
      'replicaSet',
      () =>
        store.list('apps/v1', 'ReplicaSet', { labelSelector: 'app=good' })[0],
    ],
    ['deployment', () => store.list('apps/v1', 'Deployment')[0]],
    [
      'event',
      () =>
        store
          .list('v1', 'Event')
          .find(({ reason }) => reason === 'SuccessfulCreate'),
    ],
  ];
  for (const [name, find] of cases) {
    it(`a recorded ${name} has no field that the twin's has not`, () => {
      const own = fieldsOf(find());
      assert.deepEqual(
        [...fieldsOf(recorded[name])].filter(field => !own.has(field)),
        [],
      );
    });
  }
});
