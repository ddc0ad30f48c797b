import assert from 'node:assert/strict';
import test from 'node:test';
import { ScaledClock } from '../world/Clock.ts';
import { assessMetric, deriveViolation } from './analysis/assessMetric.ts';
import type { Metric, MetricResult } from './analysis/AnalysisRun.ts';
import { planMeasurements } from './analysis/planMeasurements.ts';
import { resolveArguments } from './analysis/resolveArguments.ts';
import { createMergePatch } from './act/createMergePatch.ts';
import { approximateWeight } from './decide/canaryReplicaCounts.ts';
import { derivePhase } from './decide/derivePhase.ts';
import { validateRollout } from './decide/validateRollout.ts';
import { withCondition } from './model/conditions.ts';
import { durationSeconds, fenceposts } from './model/defaults.ts';
import { podTemplateHash } from './model/podTemplateHash.ts';
import type { Rollout, RolloutStatus } from './model/Rollout.ts';
import { WorkQueue } from './WorkQueue.ts';

const now = new Date('2026-11-21T13:42:45Z');

function rollout(spec: Record<string, unknown>): Rollout {
  const labels = { app: 'demo' };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: 'demo',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '',
    },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels } },
      ...spec,
    },
  } as Rollout;
}

test('weights become whole pods, as near as they get, and neither side is left without one', () => {
  const table: Array<
    [
      replicas: number,
      weight: number,
      surge: number,
      canary: number,
      stable: number,
    ]
  > = [
    [4, 25, 1, 1, 3],
    [4, 50, 1, 2, 2],
    [2, 25, 1, 1, 2],
    [10, 5, 0, 1, 9],
    [10, 90, 0, 9, 1],
    [3, 100, 1, 3, 0],
    [3, 0, 1, 0, 3],
    [1, 50, 1, 1, 1],
    [1, 50, 0, 1, 0],
    [0, 50, 1, 0, 0],
  ];
  for (const [replicas, weight, surge, canary, stable] of table) {
    assert.deepEqual(
      approximateWeight(replicas, weight, surge),
      { canary, stable },
      `${weight}% of ${replicas} with a surge of ${surge}`,
    );
  }
});

test('surge is rounded up and unavailability down; both zero means one may be missing', () => {
  const posts = (replicas: number, canary = {}) =>
    fenceposts(rollout({ replicas, strategy: { canary } }));
  assert.deepEqual(posts(4), { maxSurge: 1, maxUnavailable: 1 });
  assert.deepEqual(posts(2), { maxSurge: 1, maxUnavailable: 0 });
  assert.deepEqual(posts(2, { maxSurge: 0, maxUnavailable: '10%' }), {
    maxSurge: 0,
    maxUnavailable: 1,
  });
});

test('durations are read as Go writes them', () => {
  assert.deepEqual(
    ['5', '5s', '1m30s', '2h', 7].map(durationSeconds),
    [5, 5, 90, 7200, 7],
  );
  assert.ok(Number.isNaN(durationSeconds('soon')));
});

test('the phase: an invalid spec before an abort before a pause before the pods', () => {
  const strategy = { canary: {} };
  const full: RolloutStatus = {
    replicas: 2,
    updatedReplicas: 2,
    availableReplicas: 2,
    stableRS: 'a',
    currentPodHash: 'a',
  };
  const condition = (type: string, reason: string) => ({
    type,
    reason,
    message: 'm',
    status: 'True' as const,
    lastUpdateTime: '',
    lastTransitionTime: '',
  });
  const phase = (status: RolloutStatus, spec = {}) => {
    const { phase: name, message } = derivePhase(
      { replicas: 2, strategy, ...spec },
      status,
    );
    return `${name} ${message ?? ''}`.trim();
  };
  assert.equal(phase(full), 'Healthy');
  assert.equal(
    phase({ ...full, conditions: [condition('InvalidSpec', 'InvalidSpec')] }),
    'Degraded InvalidSpec: m',
  );
  assert.equal(
    phase({
      ...full,
      conditions: [condition('Progressing', 'RolloutAborted')],
    }),
    'Degraded RolloutAborted: m',
  );
  assert.equal(phase(full, { paused: true }), 'Paused manually paused');
  assert.equal(
    phase({
      ...full,
      pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '' }],
    }),
    'Paused CanaryPauseStep',
  );
  assert.equal(
    phase(full, { restartAt: 'x' }),
    'Progressing rollout is restarting',
  );
  assert.equal(
    phase({ ...full, updatedReplicas: 1 }),
    'Progressing more replicas need to be updated',
  );
  assert.equal(
    phase({ ...full, availableReplicas: 1 }),
    'Progressing updated replicas are still becoming available',
  );
  assert.equal(
    phase({ ...full, replicas: 3 }),
    'Progressing old replicas are pending termination',
  );
  assert.equal(
    phase({ ...full, stableRS: 'b' }),
    'Progressing waiting for all steps to complete',
  );
  assert.equal(
    phase(full, { strategy: { blueGreen: { activeService: 's' } } }),
    'Progressing active service cutover pending',
  );
});

test('what is wrong with a rollout is told in the words of Rollouts', () => {
  const references = {
    service: () => undefined,
    analysisTemplate: () => undefined,
  };
  const check = (strategy: unknown, spec = {}) =>
    validateRollout(rollout({ strategy, ...spec }), references);
  assert.match(check({})!, /missing field '\.spec\.strategy\.canary or/);
  assert.match(
    check({ canary: {}, blueGreen: {} })!,
    /Multiple Strategies can not be listed/,
  );
  assert.match(
    check({ blueGreen: { activeService: 'a', previewService: 'a' } })!,
    /two different services are required/,
  );
  assert.match(
    check({ blueGreen: { activeService: 'a' } })!,
    /activeService: Invalid value: "a": service "a" not found/,
  );
  assert.match(
    check({ canary: { steps: [{}] } })!,
    /Step must have one of the following set/,
  );
  assert.match(
    check({
      canary: { steps: [{ analysis: { templates: [{ templateName: 't' }] } }] },
    })!,
    /AnalysisTemplate 't' not found/,
  );
  assert.match(
    check({ canary: {} }, { progressDeadlineSeconds: 5, minReadySeconds: 5 })!,
    /must be greater than minReadySeconds/,
  );
  assert.equal(check({ canary: { steps: [{ setWeight: 5 }] } }), undefined);
});

test('a condition moves to the end when it changes, and keeps its time while its status stays', () => {
  const first = {
    type: 'A',
    status: 'True' as const,
    reason: 'r',
    message: '',
    lastUpdateTime: '1',
    lastTransitionTime: '1',
  };
  const other = { ...first, type: 'B' };
  assert.equal(
    withCondition([first, other], { ...first, message: 'new' }).changed,
    false,
  );
  const { conditions } = withCondition([first, other], {
    ...first,
    reason: 's',
    lastUpdateTime: '2',
    lastTransitionTime: '2',
  });
  assert.deepEqual(
    conditions.map(each => [
      each.type,
      each.lastUpdateTime,
      each.lastTransitionTime,
    ]),
    [
      ['B', '1', '1'],
      ['A', '2', '1'],
    ],
  );
});

test('the hash of a template does not depend on the order of its keys', () => {
  assert.equal(
    podTemplateHash({ a: 1, b: { c: 2, d: 3 } }),
    podTemplateHash({ b: { d: 3, c: 2 }, a: 1 }),
  );
  assert.notEqual(podTemplateHash({ a: 1 }), podTemplateHash({ a: 2 }));
  assert.match(
    podTemplateHash({ a: 1 }),
    /^[bcdfghjklmnpqrstvwxz2456789]{8,10}$/,
  );
});

test('a merge patch holds what differs and nothing else', () => {
  assert.deepEqual(
    createMergePatch(
      { a: 1, b: { c: 1, d: 1 }, e: [1] },
      { b: { c: 2, d: 1 }, e: [1], f: 1 },
    ),
    { a: null, b: { c: 2 }, f: 1 },
  );
});

test('a metric ends by its limits, its count, or not at all', () => {
  const metric: Metric = { name: 'm', provider: {}, count: 3 };
  const done = { phase: 'Successful' as const, finishedAt: 'x' };
  const result: MetricResult = {
    name: 'm',
    phase: 'Running',
    measurements: [done],
    count: 1,
    successful: 1,
  };
  assert.equal(assessMetric(metric, result, false), 'Running');
  assert.equal(
    assessMetric(metric, { ...result, count: 3 }, false),
    'Successful',
  );
  assert.equal(assessMetric(metric, result, true), 'Successful');
  assert.equal(assessMetric(metric, { ...result, failed: 1 }, false), 'Failed');
  assert.equal(
    assessMetric(
      { ...metric, failureLimit: 1 },
      { ...result, failed: 1 },
      false,
    ),
    'Running',
  );
  assert.equal(
    assessMetric(
      { ...metric, failureLimit: -1, count: undefined, interval: '1s' },
      { ...result, failed: 9 },
      false,
    ),
    'Running',
  );
  assert.equal(
    deriveViolation(metric, { ...result, consecutiveError: 4 }),
    undefined,
  );
  assert.equal(
    deriveViolation(metric, { ...result, consecutiveError: 5 })?.message,
    'consecutiveErrors (5) > consecutiveErrorLimit (4)',
  );
});

test('a metric is measured again when its interval is over, and ten seconds after an error', () => {
  const plan = (phase: 'Successful' | 'Error', finishedAt: string) =>
    planMeasurements(
      {
        ...rollout({}),
        kind: 'AnalysisRun',
        spec: {
          metrics: [{ name: 'm', provider: {}, count: 9, interval: '2s' }],
        },
        status: {
          metricResults: [
            {
              name: 'm',
              phase: 'Running',
              count: 1,
              measurements: [{ phase, finishedAt }],
            },
          ],
        },
      } as never,
      now,
    ).length;
  assert.equal(plan('Successful', '2026-11-21T13:42:44Z'), 0);
  assert.equal(plan('Successful', '2026-11-21T13:42:42Z'), 1);
  assert.equal(plan('Error', '2026-11-21T13:42:42Z'), 0);
  assert.equal(plan('Error', '2026-11-21T13:42:34Z'), 1);
});

test('an argument without a value is told by its name', () => {
  assert.deepEqual(resolveArguments({ a: ['{{ args.x }}!'] }, { x: '1' }), {
    a: ['1!'],
  });
  assert.throws(
    () => resolveArguments('{{args.y}}', {}),
    /failed to resolve \{\{args\.y\}\}/,
  );
});

test('a queue handles a key by one at a time, once however often it is added, and again after a failure', async () => {
  const clock = new ScaledClock(100);
  const seen: string[] = [];
  const failures: unknown[] = [];
  let running = 0;
  const queue: WorkQueue = new WorkQueue({
    clock,
    async handle(key) {
      running += 1;
      assert.equal(running, 1);
      await clock.sleep(50);
      running -= 1;
      seen.push(key);
      if (seen.length === 1) {
        queue.add(key);
        throw new Error('first');
      }
    },
    onError: (_, error) => failures.push(error),
  });
  queue.add('a');
  queue.add('a');
  queue.addAfter('a', 10_000_000);
  const deadline = Date.now() + 5_000;
  while (seen.length < 2 && Date.now() < deadline) {
    await new Promise(resolve => {
      setTimeout(resolve, 2);
    });
  }
  await queue.stop();
  assert.deepEqual(seen, ['a', 'a']);
  assert.equal(failures.length, 1);
});
