import assert from 'node:assert/strict';
import test from 'node:test';
import { applicationSetScenarios } from './applicationSetScenarios.ts';
import { runApplicationSetScenario } from './runApplicationSetScenario.ts';
import { TwinWorld } from './TwinWorld.ts';

for (const scenario of applicationSetScenarios) {
  test(`an ApplicationSet: ${scenario.name}`, async () => {
    const world = await TwinWorld.start({ speed: 3 });
    try {
      await runApplicationSetScenario(scenario, world);
      // A refusal is tried again and again, and said each time.
      const problems = world.problems.filter(
        line => !line.includes('already owned by another'),
      );
      assert.deepEqual(problems, []);
    } finally {
      await world.stop();
    }
  });
}
