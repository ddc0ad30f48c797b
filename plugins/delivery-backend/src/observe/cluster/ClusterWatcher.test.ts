import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  KubernetesObject,
  resourceKinds,
  WatchEvent,
} from '@slipway/plugin-delivery-node';
import { ClusterFacts, reduceWatchEvent } from '../reduce';
import { ClusterWatcher } from './ClusterWatcher';

const now = new Date('2026-01-01T00:00:00Z');
const rollout = (name: string, version: number): KubernetesObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: {
    name,
    namespace: 'payments-dev',
    uid: `uid-${name}`,
    resourceVersion: String(version),
  },
  spec: {},
});

const listed = (...objects: KubernetesObject[]): WatchEvent => ({
  kind: 'listed',
  objects,
});
const changed = (object: KubernetesObject): WatchEvent => ({
  kind: 'changed',
  object,
});
const deleted = (object: KubernetesObject): WatchEvent => ({
  kind: 'deleted',
  object,
});
const alive: WatchEvent = { kind: 'alive' };
const failed = (reason: string): WatchEvent => ({
  kind: 'failed',
  error: new ServiceUnavailableError(reason),
});

/** Plays a script of events and tells where it ends. */
async function play(script: WatchEvent[], optional?: boolean) {
  const facts = new ClusterFacts('sandbox');
  let at = 0;
  const standings: number[] = [];
  const logger = mockServices.logger.mock();
  const stop = new AbortController();
  const watcher = new ClusterWatcher({
    source: {
      resource: resourceKinds.rollout,
      optional,
      client: {
        name: 'sandbox',
        watch: async (
          _: unknown,
          options: { onEvent(it: WatchEvent): void },
        ) => {
          script.forEach((event, index) => {
            at = index;
            options.onEvent(event);
          });
          stop.abort();
        },
      } as never,
    },
    logger,
    now: () => now,
    onEvent: (event, isOtherStanding) => {
      reduceWatchEvent(facts, 'sandbox', resourceKinds.rollout, event);
      if (isOtherStanding) {
        standings.push(at);
      }
    },
  });
  await watcher.run(stop.signal);
  return {
    names: facts
      .refs('Rollout')
      .map(({ name }) => name)
      .sort(),
    status: watcher.status,
    standings,
    logger,
  };
}

describe('ClusterWatcher', () => {
  it.each<[string, WatchEvent[], string[]]>([
    ['adds', [listed(), changed(rollout('a', 1))], ['a']],
    [
      'takes a change before the addition',
      [listed(), changed(rollout('a', 2)), changed(rollout('a', 1))],
      ['a'],
    ],
    [
      'deletes',
      [listed(rollout('a', 1), rollout('b', 1)), deleted(rollout('a', 2))],
      ['b'],
    ],
    [
      'forgets what is not in a later list, as after 410 Gone',
      [
        listed(rollout('a', 1), rollout('b', 1)),
        alive,
        listed(rollout('b', 1), rollout('c', 9)),
      ],
      ['b', 'c'],
    ],
    [
      'keeps what it has through an outage',
      [listed(rollout('a', 1)), alive, failed('reset'), failed('refused')],
      ['a'],
    ],
  ])('%s', async (_, script, names) => {
    expect((await play(script)).names).toEqual(names);
  });

  it('counts failures in a row, keeps the first reason, and warns once', async () => {
    const { status, standings, logger } = await play([
      listed(),
      alive,
      failed('reset'),
      failed('refused'),
    ]);
    expect(status).toEqual({
      name: 'sandbox: rollouts',
      synced: true,
      failures: 2,
      failing: { since: now.toISOString(), reason: 'reset' },
    });
    expect(standings).toEqual([0, 2]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('takes it that there are none where the kind is not installed and need not be', async () => {
    const missing: WatchEvent = {
      kind: 'failed',
      error: new NotFoundError(
        'the server could not find the requested resource',
      ),
    };
    expect((await play([missing, missing], true)).status).toEqual({
      name: 'sandbox: rollouts',
      synced: true,
      failures: 0,
    });
    expect((await play([missing])).status).toMatchObject({ synced: false });
    expect((await play([failed('refused')], true)).status).toMatchObject({
      synced: false,
    });
  });

  it('is well again with the first sign of life', async () => {
    const { status, standings, logger } = await play([
      listed(),
      failed('reset'),
      alive,
    ]);
    expect(status).toEqual({
      name: 'sandbox: rollouts',
      synced: true,
      failures: 0,
    });
    expect(standings).toEqual([0, 1, 2]);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });
});
