import { ServiceUnavailableError, toError } from '@backstage/errors';
import { Ledger } from '../ledger';
import { RunContext, Thing } from '../run';
import { Surroundings } from './lookAround';
import { waitUntilGone } from './removeApplications';
import { removeThing } from './removeThing';
import { TakeBackDeps, TakeBackScope } from './TakeBackDeps';
import { TakeBackPlan, TakeBackStep } from './TakeBackPlan';

/**
 * Carries out the plan of a take-back. What is gone is gone, so that it can be broken off anywhere
 * and done again on a new plan; each thing is settled in the ledger when it is.
 *
 * A failure does not keep the other things of its kind from going, but what comes after them in the
 * order is left for the next time: it may be needed to take down what is still there.
 *
 * @public
 */
export async function takeBack(
  run: RunContext & { ledger: Pick<Ledger, 'settle'> },
  deps: TakeBackDeps,
  scope: TakeBackScope,
  plan: TakeBackPlan,
): Promise<void> {
  const look = new Surroundings(
    run,
    deps,
    scope,
    plan.map(({ entry }) => entry),
  );
  for (const group of groups(plan)) {
    const failures: Error[] = [];
    const attempt = async (work: () => Promise<void>) => {
      run.signal?.throwIfAborted();
      try {
        await work();
      } catch (error) {
        run.signal?.throwIfAborted();
        failures.push(toError(error));
      }
    };
    const removing = group.filter(({ action }) => action === 'remove');
    const asked: TakeBackStep[] = [];
    for (const step of removing) {
      await attempt(async () => {
        if (await isStillFree(run, look, step)) {
          await removeThing(run, deps, scope, step.entry.thing);
          asked.push(step);
        }
      });
    }
    for (const step of asked) {
      await attempt(() => settleRemoved(run, deps, step));
    }
    for (const step of group) {
      if (step.action !== 'remove') {
        await attempt(() => settleOther(run, step));
      }
    }
    if (failures.length > 0) {
      throw new ServiceUnavailableError(
        `${scope.service} is not wholly taken back: ${failures
          .map(({ message }) => message)
          .join('; ')}`,
        failures[0],
      );
    }
  }
}

/** Steps of one kind, which do not need each other. */
function groups(plan: TakeBackPlan): TakeBackPlan[] {
  const all: TakeBackPlan[] = [];
  let last: string | undefined;
  for (const step of plan) {
    const { thing } = step.entry;
    const kind = thing.kind === 'object' ? thing.objectKind : thing.kind;
    if (kind === last) {
      all.at(-1)!.push(step);
    } else {
      all.push([step]);
    }
    last = kind;
  }
  return all;
}

/** With the workloads gone, what is left in a namespace is Slipway's or it is others'. */
async function isStillFree(
  run: RunContext & { ledger: Pick<Ledger, 'settle'> },
  look: Surroundings,
  { entry }: TakeBackStep,
): Promise<boolean> {
  const occupants = await look.occupantsOf(entry.thing);
  if (occupants.length === 0) {
    return true;
  }
  await run.ledger.settle(entry.thing, keeping(entry.fingerprint));
  run.logger.info(
    `kept       ${entry.what} ${entry.name} (it holds ${occupants.join(', ')})`,
  );
  return false;
}

async function settleRemoved(
  run: RunContext & { ledger: Pick<Ledger, 'settle'> },
  deps: TakeBackDeps,
  { entry }: TakeBackStep,
): Promise<void> {
  const { thing } = entry;
  if (isWaitedFor(thing)) {
    const client = deps.clusters.get(thing.cluster);
    await waitUntilGone(run, deps.clock, client, thing);
  }
  await run.ledger.settle(thing, { result: 'taken-back' });
  run.logger.info(`taken back ${entry.what} ${entry.name}`);
}

function isWaitedFor(
  thing: Thing,
): thing is Extract<Thing, { kind: 'object' }> {
  return (
    thing.kind === 'object' &&
    ['ApplicationSet', 'Application', 'Namespace'].includes(thing.objectKind)
  );
}

async function settleOther(
  run: RunContext & { ledger: Pick<Ledger, 'settle'> },
  { action, entry }: TakeBackStep,
): Promise<void> {
  if (action === 'gone') {
    await run.ledger.settle(entry.thing, { result: 'taken-back' });
    return;
  }
  await run.ledger.settle(entry.thing, keeping(entry.fingerprint));
  run.logger.info(`kept       ${entry.what} ${entry.name}`);
}

/** What stays can still be told from what people make of it later. */
function keeping(fingerprint: string | undefined) {
  return { result: 'kept' as const, fingerprint };
}
