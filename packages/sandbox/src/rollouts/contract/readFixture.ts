import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RolloutObservation } from './RolloutScenario.ts';

/** What was to be seen in a recording of the real controller. */
export function readFixture(name: string): RolloutObservation[] {
  const file = join(import.meta.dirname, 'fixtures', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).states;
}
