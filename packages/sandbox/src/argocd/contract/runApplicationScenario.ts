import { setTimeout as delay } from 'node:timers/promises';
import type { NewObject } from '../../world/seams.ts';
import type { Application } from '../model/Application.ts';
import { perform } from './actions.ts';
import type {
  ApplicationAction,
  ApplicationObservation,
  ApplicationScenario,
  ApplicationWait,
  ApplicationWorld,
} from './ApplicationScenario.ts';
import { observeApplications } from './observeApplication.ts';

// The third retry of a real sync comes after half a minute.
const PATIENCE_MS = 90_000;

/** An operation that was asked for is not begun: the state is that of the one before. */
function isAskedFor({ operation, status }: Application): boolean {
  const { phase } = status?.operationState ?? {};
  return operation !== undefined && phase !== 'Running';
}

function fits(
  wait: ApplicationWait,
  application: Application,
  newest: string | undefined,
): boolean {
  const [seen] = observeApplications([application]);
  const { status = {} } = application;
  // An operation by which the controller mends its own is an end as good as any.
  const { phase, message } = status.operationState ?? {};
  return (
    (wait.sync === undefined || seen.sync === wait.sync) &&
    (wait.health === undefined || seen.health === wait.health) &&
    (wait.operation === undefined ||
      (phase === wait.operation && !isAskedFor(application))) &&
    (wait.message === undefined || Boolean(message?.includes(wait.message))) &&
    (wait.condition === undefined ||
      seen.conditions.some(each => each.includes(wait.condition!))) &&
    (wait.deletion !== 'pending' ||
      application.metadata.deletionTimestamp !== undefined) &&
    (wait.revision === undefined ||
      (status.sync?.revision === newest &&
        status.operationState?.syncResult?.revision === newest &&
        application.operation === undefined))
  );
}

/** The first version that may be what an action is waited for. */
function firstOf(
  { do: what }: ApplicationAction,
  { before, after }: { before: number; after: number },
): number {
  switch (what) {
    // Nothing was done, so what is so already counts, too.
    case 'wait':
      return before - 1;
    // They are told of at once, and maybe never again.
    case 'sync':
    case 'delete application':
      return before;
    default:
      return after;
  }
}

/** Tells the story of a scenario; returns what was seen, each state once. */
export async function runApplicationScenario(
  scenario: ApplicationScenario,
  world: ApplicationWorld,
  tell: (action: ApplicationAction) => void = () => {},
): Promise<ApplicationObservation[]> {
  const { source } = scenario.application.spec;
  const told: ApplicationScenario = {
    ...scenario,
    application: {
      ...scenario.application,
      spec: {
        ...scenario.application.spec,
        source: {
          ...source,
          repoURL: source.repoURL ?? `${world.forgeUrl}/${scenario.repository}`,
        },
      },
    },
  };
  if (scenario.files) {
    await world.commit(scenario.repository, scenario.files);
  }
  for (const object of scenario.surroundings ?? []) {
    await world.create(object);
  }
  const has = (object: NewObject) => world.has(object);
  const versions: Application[] = [];
  const unwatch = world.watchApplication(
    scenario.application.metadata.name,
    application => versions.push(application),
  );
  try {
    for (const { action, until } of scenario.steps) {
      tell(action);
      const before = versions.length;
      await perform(world, told, action, versions.at(-1));
      const since = firstOf(action, { before, after: versions.length });
      await waitUntil(async () =>
        until.deletion === 'done'
          ? !(await world.has(told.application))
          : versions
              .slice(since)
              .some(each => fits(until, each, world.newestCommit)),
      );
      await waitUntil(async () => {
        const there = await Promise.all((until.there ?? []).map(has));
        const gone = await Promise.all((until.gone ?? []).map(has));
        return there.every(Boolean) && !gone.some(Boolean);
      });
      const settled = world.now().getTime() + (until.seconds ?? 0) * 1_000;
      await waitUntil(async () => world.now().getTime() >= settled);
    }
    return observeApplications(versions);
  } finally {
    unwatch();
  }

  async function waitUntil(isReached: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await isReached())) {
      if (Date.now() > deadline) {
        const last = observeApplications(versions).slice(-4);
        throw new Error(
          `${
            scenario.name
          }: what is waited for did not come; the last states are ${JSON.stringify(
            last,
            null,
            1,
          )}`,
        );
      }
      await delay(10);
    }
  }
}
