import { setTimeout as delay } from 'node:timers/promises';
import type { Rollout } from '../model/Rollout.ts';
import { perform } from './actions.ts';
import { collapse, observeRollout } from './observeRollout.ts';
import type {
  RolloutObservation,
  RolloutScenario,
  RolloutWait,
  ScenarioCluster,
} from './RolloutScenario.ts';

// The real controller waits 10 s after each measurement that failed.
const PATIENCE_MS = 60_000;

// The real controller may not see what is written while it writes itself.
const SETTLING_SECONDS = 1.5;

function fits(wait: RolloutWait, seen: RolloutObservation): boolean {
  return (
    seen.phase === wait.phase &&
    (wait.message === undefined || seen.message.includes(wait.message)) &&
    (wait.step === undefined || seen.step === wait.step)
  );
}

/** Tells the story of a scenario on a cluster; returns what was seen, each state once. */
export async function runRolloutScenario(
  scenario: RolloutScenario,
  cluster: ScenarioCluster,
): Promise<RolloutObservation[]> {
  const seen: RolloutObservation[] = [];
  let latest: Rollout | undefined;
  const unwatch = cluster.watchRollouts(rollout => {
    latest = rollout;
    seen.push(observeRollout(rollout));
  });
  try {
    for (const object of scenario.surroundings) {
      await cluster.create(object);
    }
    for (const { action, until } of scenario.steps) {
      const before = seen.length;
      await perform(cluster, scenario, action, latest);
      await waitUntil(() => {
        const since = seen.slice(before);
        const left = until.again
          ? since.findIndex(each => !fits(until, each))
          : 0;
        return left >= 0 && since.slice(left).some(each => fits(until, each));
      });
      const settled =
        cluster.now().getTime() + (until.seconds ?? SETTLING_SECONDS) * 1_000;
      await waitUntil(() => cluster.now().getTime() >= settled);
    }
    return collapse(seen);
  } finally {
    unwatch();
  }

  async function waitUntil(isReached: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!isReached()) {
      if (Date.now() > deadline) {
        throw new Error(
          `${
            scenario.name
          }: what is waited for did not come; the last states are ${JSON.stringify(
            collapse(seen).slice(-4),
            null,
            1,
          )}`,
        );
      }
      await delay(2);
    }
  }
}
