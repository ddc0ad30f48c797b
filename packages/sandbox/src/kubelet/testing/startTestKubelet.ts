import { setTimeout as delay } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { createClusterStore } from '../../kubernetes/createClusterStore.ts';
import { ScaledClock } from '../../world/Clock.ts';
import type { StoredObject } from '../../world/seams.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import type { PullResult } from '../control/KubeletContext.ts';
import { startKubelet } from '../startKubelet.ts';

/** The password with which private images are pulled. */
export const canary = 'canary-7f3a-password';

const pull = async (
  image: string,
  credentials?: { username: string; password: string },
): Promise<PullResult> => {
  if (!image.startsWith('registry.local/')) {
    return 'unknown-host';
  }
  if (image.includes('/private') && credentials?.password !== canary) {
    return 'unauthorized';
  }
  return image.endsWith(':missing') ? 'not-found' : 'ok';
};

/** For what is not there yet. */
export const nothing = { status: {} } as unknown as StoredObject;

/** Until there is something to see; its time is the machine's, not the sandbox's. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = look();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, 'it did not happen within 20 s');
    await delay(5);
  }
}

/** A cluster with a kubelet at fifty times the speed, and short ways to ask for what tests want. */
export function startTestKubelet() {
  const clock = new ScaledClock(50);
  const log: string[] = [];
  const store = createClusterStore({
    name: 'test',
    storage: new MemoryStorage(),
    clock,
  });
  const kubelet = startKubelet({
    store,
    clock,
    registry: { canPull: pull },
    log: line => log.push(line),
  });

  let lastNamespace = 0;
  const newNamespace = async (): Promise<string> => {
    lastNamespace += 1;
    const name = `case-${lastNamespace}`;
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await delay(5);
    return name;
  };

  const template = (app: string, image: string, more: object = {}) => ({
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'web', image }], ...more },
  });

  const deploy = (
    namespace: string,
    image: string,
    options: { replicas?: number; pod?: object; spec?: object } = {},
  ) =>
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace },
      spec: {
        replicas: options.replicas ?? 1,
        selector: { matchLabels: { app: 'web' } },
        template: template('web', image, options.pod),
        ...options.spec,
      },
    });

  const pods = (namespace: string) => store.list('v1', 'Pod', { namespace });
  const get = (kind: string, namespace: string, name = 'web') =>
    store.get({ apiVersion: 'apps/v1', kind, namespace, name });
  const events = (namespace: string, reason: string) =>
    store
      .list('v1', 'Event', { namespace })
      .filter(event => event.reason === reason);
  const container = (pod: StoredObject | undefined) =>
    pod?.status?.containerStatuses?.[0];

  return {
    store,
    log,
    newNamespace,
    template,
    deploy,
    pods,
    get,
    events,
    container,
    stop: () => kubelet.stop(),
  };
}
