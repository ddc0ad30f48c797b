import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationObservation } from './ApplicationScenario.ts';
import { observeRecording } from './observeApplication.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

/** What was to be seen in a recording of the real controller: told in brief, or in the recording. */
export function readFixture(name: string): ApplicationObservation[] {
  const recording = join(fixtures, `${name}.ndjson`);
  return existsSync(recording)
    ? observeRecording(readFileSync(recording, 'utf8'))
    : JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8')).states;
}

/** Whether the recording itself is in this project. */
export function hasRecording(name: string): boolean {
  return existsSync(join(fixtures, `${name}.ndjson`));
}
