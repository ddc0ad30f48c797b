import type { RolloutScenario } from '../../../sandbox/src/rollouts/contract/RolloutScenario.ts';

/** What the scenario wants its analyses to measure: the twin reads it off the Rollout. */
export function outcomeOf({ rollout }: RolloutScenario): string | undefined {
  return new Map(Object.entries(rollout.metadata.annotations ?? {})).get(
    'sandbox.slipway.dev/analysis',
  );
}
