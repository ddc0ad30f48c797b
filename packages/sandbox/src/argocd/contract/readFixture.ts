import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationObservation } from './ApplicationScenario.ts';

/** What was to be seen in a recording of the real controller. */
export function readFixture(name: string): ApplicationObservation[] {
  const file = join(import.meta.dirname, 'fixtures', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).states;
}
