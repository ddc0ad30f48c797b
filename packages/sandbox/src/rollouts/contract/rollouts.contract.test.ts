import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { startKubelet } from '../../kubelet/index.ts';
import { createClusterStore } from '../../kubernetes/createClusterStore.ts';
import { ScaledClock } from '../../world/Clock.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import type { Rollout } from '../model/Rollout.ts';
import { startRollouts } from '../startRollouts.ts';
import { observeRecording } from './deriveFixtures.ts';
import { hasRecording, readFixture } from './readFixture.ts';
import type { ScenarioCluster } from './RolloutScenario.ts';
import { runRolloutScenario } from './runRolloutScenario.ts';
import { rolloutScenarios } from './scenarios.ts';
import { TestKubelet } from './TestKubelet.ts';
import { withoutTiming } from './withoutTiming.ts';

const recordings = join(
  import.meta.dirname,
  '../../../../../../shared/recordings',
);

function twin(needsJobs = false): ScenarioCluster & { stop(): Promise<void> } {
  const clock = new ScaledClock(10);
  const store = createClusterStore({
    name: 'test',
    storage: new MemoryStorage(),
    clock,
  });
  store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  });
  const problems: string[] = [];
  const kubelet = needsJobs
    ? startKubelet({
        store,
        clock,
        registry: { canPull: async () => 'ok' },
        timings: { schedule: 10, createSandbox: 20, pull: 20, ready: 100 },
      })
    : new TestKubelet(store, () => clock.now());
  const rollouts = startRollouts({
    store,
    clock,
    log: message => problems.push(message),
  });
  return {
    async create(object) {
      store.create(object);
    },
    async patch({ apiVersion, kind, metadata }, patch, subresource) {
      const { namespace, name } = metadata;
      store.mergePatch({ apiVersion, kind, namespace, name }, patch, {
        subresource,
      });
    },
    now: () => clock.now(),
    watchRollouts: listener =>
      store.subscribe(({ object }) => {
        if (object.kind === 'Rollout') {
          listener(object as Rollout);
        }
      }),
    async stop() {
      await rollouts.stop();
      await kubelet.stop();
      assert.deepEqual(problems, []);
    },
  };
}

for (const scenario of rolloutScenarios) {
  test(`as recorded: ${scenario.name}`, async () => {
    const cluster = twin(scenario.needsJobs);
    try {
      const seen = await runRolloutScenario(scenario, cluster);
      assert.deepEqual(
        withoutTiming(scenario.timing, seen),
        withoutTiming(scenario.timing, readFixture(scenario.recording)),
      );
    } finally {
      await cluster.stop();
    }
  });
}

test('the fixtures are what the recordings say', t => {
  if (!existsSync(recordings)) {
    t.skip(
      'the recordings are not here, so the fixtures are taken as they are',
    );
    return;
  }
  for (const { recording } of rolloutScenarios) {
    if (hasRecording(recording)) {
      continue;
    }
    const file = join(recordings, `${recording}.ndjson`);
    assert.deepEqual(
      observeRecording(readFileSync(file, 'utf8')),
      readFixture(recording),
      recording,
    );
  }
});
