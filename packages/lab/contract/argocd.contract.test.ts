import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readFixture } from '../../sandbox/src/argocd/contract/readFixture.ts';
import { runApplicationScenario } from '../../sandbox/src/argocd/contract/runApplicationScenario.ts';
import { applicationScenarios } from '../../sandbox/src/argocd/contract/scenarios.ts';
import { withoutTiming } from '../../sandbox/src/rollouts/contract/withoutTiming.ts';
import { LabArgoCd } from './support/LabArgoCd.ts';
import { LabConnection } from './support/LabConnection.ts';

// One after the other: they share the namespace of Argo CD, and some their names.
describe('Applications, on the real Argo CD', () => {
  let lab: LabConnection;

  before(() => {
    lab = LabConnection.open();
  });

  after(() => lab.close());

  for (const scenario of applicationScenarios) {
    it(scenario.name, async () => {
      const world = await LabArgoCd.open(lab);
      try {
        const seen = await runApplicationScenario(scenario, world);
        assert.deepEqual(
          withoutTiming(scenario.timing, seen),
          withoutTiming(scenario.timing, readFixture(scenario.recording)),
        );
      } finally {
        await world.close();
      }
    });
  }
});
