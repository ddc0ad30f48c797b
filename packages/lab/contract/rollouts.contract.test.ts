import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readFixture } from '../../sandbox/src/rollouts/contract/readFixture.ts';
import { runRolloutScenario } from '../../sandbox/src/rollouts/contract/runRolloutScenario.ts';
import { rolloutScenarios } from '../../sandbox/src/rollouts/contract/scenarios.ts';
import { withoutTiming } from '../../sandbox/src/rollouts/contract/withoutTiming.ts';
import { LabConnection } from './support/LabConnection.ts';
import { LabRollouts } from './support/LabRollouts.ts';
import { outcomeOf } from './support/outcomeOf.ts';

// They wait more than they work; each has a namespace of its own.
describe('Rollouts, on the real controller', { concurrency: 4 }, () => {
  let lab: LabConnection;

  before(() => {
    lab = LabConnection.open();
  });

  after(() => lab.close());

  for (const scenario of rolloutScenarios) {
    it(scenario.name, async () => {
      const cluster = await LabRollouts.open(lab, {
        namespace: `rollouts-${scenario.recording}`.slice(0, 63),
        outcome: outcomeOf(scenario),
      });
      try {
        const seen = await runRolloutScenario(scenario, cluster);
        assert.deepEqual(
          withoutTiming(scenario.timing, seen),
          withoutTiming(scenario.timing, readFixture(scenario.recording)),
        );
      } finally {
        await cluster.close();
      }
    });
  }
});
