import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import { ScaledClock } from '../world/Clock.ts';
import { FolderStorage, MemoryStorage } from '../world/Storage.ts';
import { createClusterStore } from './createClusterStore.ts';
import type { KubernetesStore } from './store/KubernetesStore.ts';
import { keyOf, object } from './testing/newObjects.ts';

const clock = new ScaledClock();

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
