import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type {
  ApplicationObservation,
  ApplicationScenario,
} from './ApplicationScenario.ts';
import { observeRecording } from './observeApplication.ts';
import { runApplicationScenario } from './runApplicationScenario.ts';
import { applicationScenarios } from './scenarios.ts';
import { TwinWorld } from './TwinWorld.ts';

const recordings = join(
  import.meta.dirname,
  '../../../../../../shared/recordings',
);

function readFixture(name: string): ApplicationObservation[] {
  const file = join(import.meta.dirname, 'fixtures', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).states;
}

function withoutTiming(
  scenario: ApplicationScenario,
  states: ApplicationObservation[],
): ApplicationObservation[] {
  const kept = states.filter(
    state =>
      !scenario.timing?.some(({ why: _, ...known }) =>
        Object.entries(known).every(
          ([key, value]) =>
            JSON.stringify(state[key as keyof ApplicationObservation]) ===
            JSON.stringify(value),
        ),
      ),
  );
  return kept.filter(
    (state, index) =>
      index === 0 || JSON.stringify(state) !== JSON.stringify(kept[index - 1]),
  );
}

for (const scenario of applicationScenarios) {
  test(`as recorded: ${scenario.name}`, async () => {
    const world = await TwinWorld.start({ speed: scenario.speed });
    try {
      const seen = await runApplicationScenario(scenario, world);
      assert.deepEqual(
        withoutTiming(scenario, seen),
        withoutTiming(scenario, readFixture(scenario.recording)),
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
    const file = join(recordings, `${recording}.ndjson`);
    assert.deepEqual(
      observeRecording(readFileSync(file, 'utf8')),
      readFixture(recording),
      recording,
    );
  }
});
