import type { Rollout } from '../model/Rollout.ts';
import { collapse, observeRollout } from './observeRollout.ts';
import type { RolloutObservation } from './RolloutScenario.ts';

/** What was to be seen of the rollout of a recording (one JSON object a line). */
export function observeRecording(recording: string): RolloutObservation[] {
  const states = recording
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line))
    .filter(event => event.object?.kind === 'Rollout')
    .map(event => observeRollout(event.object as Rollout));
  return collapse(states);
}
