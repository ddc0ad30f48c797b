import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { withoutTiming } from '../../rollouts/contract/withoutTiming.ts';
import { observeRecording } from './observeApplication.ts';
import { hasRecording, readFixture } from './readFixture.ts';
import { runApplicationScenario } from './runApplicationScenario.ts';
import { applicationScenarios } from './scenarios.ts';
import { TwinWorld } from './TwinWorld.ts';

const recordings = join(
  import.meta.dirname,
  '../../../../../../shared/recordings',
);

for (const scenario of applicationScenarios) {
  test(`as recorded: ${scenario.name}`, async () => {
    const world = await TwinWorld.start({ speed: scenario.speed });
    try {
      const seen = await runApplicationScenario(scenario, world);
      assert.deepEqual(
        withoutTiming(scenario.timing, seen),
        withoutTiming(scenario.timing, readFixture(scenario.recording)),
      );
      assert.deepEqual(world.problems, []);
    } finally {
      await world.stop();
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
  for (const { recording } of applicationScenarios) {
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
