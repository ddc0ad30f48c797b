import { setTimeout as delay } from 'node:timers/promises';
import type { Rollout } from '../model/Rollout.ts';
import { perform } from './actions.ts';
import { collapse, observeRollout } from './observeRollout.ts';
import type {
  RolloutAction,
  RolloutObservation,
  RolloutScenario,
  RolloutWait,
  ScenarioCluster,
} from './RolloutScenario.ts';

// The real controller waits 10 s after each measurement that failed.
const PATIENCE_MS = 60_000;

// The real controller may not see what is written while it writes itself.
const SETTLING_SECONDS = 1.5;

interface Seen {
  rollout: Rollout;
  observation: RolloutObservation;
}

function fits(
  wait: RolloutWait,
  { rollout, observation: seen }: Seen,
): boolean {
  return (
    seen.phase === wait.phase &&
    (wait.replicas === undefined ||
      rollout.status?.replicas === wait.replicas) &&
    (wait.message === undefined || seen.message.includes(wait.message)) &&
    (wait.step === undefined || seen.step === wait.step)
  );
}

/** Tells the story of a scenario on a cluster; returns what was seen, each state once. */
export async function runRolloutScenario(
  scenario: RolloutScenario,
  cluster: ScenarioCluster,
  tell: (action: RolloutAction) => void = () => {},
): Promise<RolloutObservation[]> {
  const seen: Seen[] = [];
  const states = () => collapse(seen.map(({ observation }) => observation));
  const unwatch = cluster.watchRollouts(rollout => {
    seen.push({ rollout, observation: observeRollout(rollout) });
  });
  try {
    for (const object of scenario.surroundings) {
      await cluster.create(object);
    }
    for (const { action, until } of scenario.steps) {
      const before = seen.length;
      tell(action);
      await perform(cluster, scenario, action, seen.at(-1)?.rollout);
      await waitUntil(() => {
        // Nothing was done, so what is so already counts, too.
        const since = seen.slice(action.do === 'wait' ? -1 : before);
        const left = until.again
          ? since.findIndex(each => !fits(until, each))
          : 0;
        return left >= 0 && since.slice(left).some(each => fits(until, each));
      });
      const settled =
        cluster.now().getTime() + (until.seconds ?? SETTLING_SECONDS) * 1_000;
      await waitUntil(() => cluster.now().getTime() >= settled);
    }
    return states();
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
            states().slice(-4),
            null,
            1,
          )}`,
        );
      }
      await delay(2);
    }
  }
}
