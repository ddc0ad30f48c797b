import type { Rollout } from '../model/Rollout.ts';
import type { RolloutObservation } from './RolloutScenario.ts';

/** Names of ReplicaSets, pods and runs differ from one run to the next. */
export function normalizeMessage(message: string): string {
  return message
    .replace(/demo-[a-z0-9]{6,10}(-\d+(-\w+)?)?/g, 'demo-<hash>')
    .replace(/"Error Message: .*"$/s, '"Error Message: <cause>"');
}

export function observeRollout(rollout: Rollout): RolloutObservation {
  const status = rollout.status ?? {};
  return {
    phase: status.phase ?? '',
    message: normalizeMessage(status.message ?? ''),
    step: status.currentStepIndex ?? null,
    pauses: (status.pauseConditions ?? []).map(({ reason }) => reason),
    abort: Boolean(status.abort),
    stable:
      Boolean(status.stableRS) && status.stableRS === status.currentPodHash,
  };
}

/** A state that goes on is one state. */
export function collapse<T>(states: T[]): T[] {
  return states.filter(
    (state, index) =>
      index === 0 ||
      JSON.stringify(state) !== JSON.stringify(states[index - 1]),
  );
}
