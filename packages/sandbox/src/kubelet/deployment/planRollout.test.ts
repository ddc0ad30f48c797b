import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoredObject } from '../../world/seams.ts';
import { planRollout, resolveLimits } from './planRollout.ts';

const replicaSet = (
  name: string,
  replicas: number,
  available: number,
): StoredObject =>
  ({
    metadata: { name },
    spec: { replicas },
    status: { availableReplicas: available },
  } as unknown as StoredObject);

const deployment = (
  replicas: number,
  strategy: object = { type: 'RollingUpdate' },
): StoredObject =>
  ({ spec: { replicas, strategy } } as unknown as StoredObject);

const rolling = (maxSurge: unknown, maxUnavailable: unknown) => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge, maxUnavailable },
});

describe('the limits of a rolling update', () => {
  const cases: Array<
    [
      replicas: number,
      surge: unknown,
      unavailable: unknown,
      expected: [number, number],
    ]
  > = [
    [4, '25%', '25%', [1, 1]],
    [2, '25%', '25%', [1, 0]],
    [10, '25%', '25%', [3, 2]],
    [3, 0, 0, [0, 1]],
    [3, 2, 5, [2, 3]],
  ];
  for (const [replicas, surge, unavailable, expected] of cases) {
    it(`${replicas} replicas, ${surge} more, ${unavailable} fewer: ${expected}`, () => {
      const limits = resolveLimits(
        deployment(replicas, rolling(surge, unavailable)),
      );
      assert.deepEqual([limits.maxSurge, limits.maxUnavailable], expected);
    });
  }
});

describe('the next step of a rollout', () => {
  const cases: Array<{
    rule: string;
    deployment: StoredObject;
    newest: StoredObject;
    old: StoredObject[];
    oldPods?: number;
    expected: Record<string, number>;
  }> = [
    {
      rule: 'the new one grows as far as the surge lets it',
      deployment: deployment(4),
      newest: replicaSet('new', 0, 0),
      old: [replicaSet('old', 4, 4)],
      expected: { new: 1 },
    },
    {
      rule: 'the old one shrinks by what may be unavailable',
      deployment: deployment(4),
      newest: replicaSet('new', 1, 0),
      old: [replicaSet('old', 4, 4)],
      expected: { old: 3 },
    },
    {
      rule: 'what is not available of the old one goes first',
      deployment: deployment(4),
      newest: replicaSet('new', 2, 2),
      old: [replicaSet('older', 1, 1), replicaSet('old', 2, 0)],
      expected: { older: 1, old: 0 },
    },
    {
      rule: 'nothing happens while the new ones are not available',
      deployment: deployment(2),
      newest: replicaSet('new', 1, 0),
      old: [replicaSet('old', 2, 2)],
      expected: {},
    },
    {
      rule: 'a Deployment that is scaled down shrinks its only one',
      deployment: deployment(1),
      newest: replicaSet('new', 3, 3),
      old: [],
      expected: { new: 1 },
    },
    {
      rule: 'Recreate takes the old ones to nothing first',
      deployment: deployment(2, { type: 'Recreate' }),
      newest: replicaSet('new', 0, 0),
      old: [replicaSet('old', 2, 2)],
      oldPods: 2,
      expected: { old: 0 },
    },
    {
      rule: 'Recreate waits for the last old pod',
      deployment: deployment(2, { type: 'Recreate' }),
      newest: replicaSet('new', 0, 0),
      old: [replicaSet('old', 0, 0)],
      oldPods: 1,
      expected: {},
    },
    {
      rule: 'Recreate starts the new ones when no old pod is left',
      deployment: deployment(2, { type: 'Recreate' }),
      newest: replicaSet('new', 0, 0),
      old: [replicaSet('old', 0, 0)],
      expected: { new: 2 },
    },
  ];
  for (const { rule, expected, ...options } of cases) {
    it(rule, () => {
      const plan = planRollout({ oldPods: 0, ...options });
      const wanted = Object.fromEntries(
        plan.map(step => [step.replicaSet.metadata.name, step.replicas]),
      );
      // A step that keeps the number is no step.
      for (const entry of [options.newest, ...options.old]) {
        if (expected[entry.metadata.name] === entry.spec.replicas) {
          delete expected[entry.metadata.name];
        }
      }
      assert.deepEqual(wanted, expected);
    });
  }
});
