import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { findObject, placesOf } from '../cluster';
import { forgeOf, getRepository } from '../forge';
import { Outcome, RunContext, thingKey, WiringDeps } from '../run';
import { ensureApplication } from '../wiring/application';
import { ensureProject } from '../wiring/argocdProject';
import { ensureArgocdRepository } from '../wiring/argocdRepository';
import { ensureNamespace } from '../wiring/namespace';
import { ensurePullSecret } from '../wiring/pullSecret';
import { ensureWebhook, portalHookUrl } from '../wiring/webhook';
import { ensureWriteCredential } from '../wiring/writeCredential';
import { deriveSourcePattern, SourcePattern } from './deriveSourcePattern';
import { listItems } from './listItems';
import { planRepair, RepairStep } from './planRepair';
import { WiringRepairInput } from './WiringInput';
import { WiringItem } from './WiringItem';
import { wiringFacts } from './wiringFacts';
import { WiringTarget, wiringTarget } from './wiringTarget';

/**
 * Brings items of a service's wiring, with what they need, back into their wanted state, by the same
 * reconcile as a launch. What one cannot be brought back does not keep the others from it; all
 * failures are told together. Can be run again at any time.
 *
 * @public
 */
export async function repairWiring(
  run: RunContext,
  deps: WiringDeps,
  input: WiringRepairInput,
): Promise<Outcome[]> {
  const target = wiringTarget(deps, input.service, {
    things: [...input.entries.map(({ thing }) => thing), ...input.things],
  });
  const { steps, left } = planRepair(itemsOf(run, target, input));
  if (left.length > 0) {
    throw new InputError(
      `Only people can mend ${left
        .map(({ what, name }) => `${what} ${name}`)
        .join(', ')}: what it held is known to nobody here. ` +
        'Restore it, or run the launch again',
    );
  }
  const outcomes: Outcome[] = [];
  const failures: Error[] = [];
  for (const step of steps) {
    run.signal?.throwIfAborted();
    try {
      outcomes.push(...(await carryOut(run, target, input, step)));
    } catch (error) {
      run.signal?.throwIfAborted();
      failures.push(toError(error));
    }
  }
  if (failures.length > 0) {
    throw new ServiceUnavailableError(
      `The wiring of ${input.service} is not wholly repaired: ${failures
        .map(({ message }) => message)
        .join('; ')}`,
      failures[0],
    );
  }
  return outcomes;
}

/** The items that were asked for, by their things. */
function itemsOf(
  run: RunContext,
  target: WiringTarget,
  input: WiringRepairInput,
): WiringItem[] {
  const forge = forgeOf(target.deps, target.host, run);
  const items = new Map(
    listItems(wiringFacts(target, { forge }), input.entries).map(item => [
      thingKey(item.thing),
      item,
    ]),
  );
  return input.things.map(thing => {
    const item = items.get(thingKey(thing));
    if (!item) {
      throw new InputError(
        `${thingKey(thing)} is no part of the wiring of ${input.service}`,
      );
    }
    return item;
  });
}

async function carryOut(
  run: RunContext,
  { deps, host, names }: WiringTarget,
  { service, entityRef }: WiringRepairInput,
  step: RepairStep,
): Promise<Outcome[]> {
  switch (step.kind) {
    case 'namespace':
      return ensureNamespace(run, deps, {
        service,
        environment: step.environment,
      });
    case 'write':
      return (await ensureWriteCredential(run, deps, { service })).outcomes;
    case 'pull':
      return (await ensurePullSecret(run, deps, { service })).outcomes;
    case 'project':
      return ensureProject(run, deps, { service });
    case 'read':
      return (await ensureArgocdRepository(run, deps, { service })).outcomes;
    case 'hook':
      return [await repairHook(run, deps, { host, path: step.path })];
    case 'application': {
      const pattern = await sourcePattern(run, { deps, host, names });
      return ensureApplication(run, deps, {
        service,
        entityRef,
        environment: step.environment,
        ...pattern,
      });
    }
    default:
      throw new TypeError(`Not a step: ${step satisfies never}`);
  }
}

/** A receiver that refuses may have been given another secret, which no forge gives back. */
async function repairHook(
  run: RunContext,
  deps: WiringDeps,
  place: { host: string; path: string },
): Promise<Outcome> {
  const forge = forgeOf(deps, place.host, run);
  const repository = await getRepository(forge, place.path);
  const url = portalHookUrl(deps.delivery.webhookBaseUrl, forge.kind);
  const find = async () =>
    (await forge.hooks.list(repository)).find(hook => hook.url === url);
  const found = await find();
  const status = found?.lastStatus ?? 0;
  const isRefused = status >= 400 && status < 500;
  const { url: _, ...outcome } = await ensureWebhook(run, deps, {
    ...place,
    replaceSecret: isRefused || found?.suspended === true,
  });
  const put = outcome.result === 'unchanged' ? undefined : await find();
  if (put && !run.isDryRun) {
    await forge.hooks.ping?.(repository, put.id);
  }
  return outcome;
}

/** What a template said of the source is in no ledger: it is told from what there is. */
async function sourcePattern(
  run: RunContext,
  { deps, names }: WiringTarget,
): Promise<SourcePattern> {
  const applications = [];
  for (const { environment, argocd } of placesOf(
    deps.delivery,
    names.service,
  )) {
    applications.push({
      environment: environment.name,
      application: await findObject(
        deps.clusters.get(argocd.cluster),
        resourceKinds.application,
        {
          namespace: argocd.namespace,
          name: names.application(environment.name),
        },
        run.signal,
      ),
    });
  }
  const pattern = deriveSourcePattern(names, applications);
  if (!pattern) {
    throw new ConflictError(
      `Where the manifests of ${names.service} are cannot be told from the Applications that are left; ` +
        'run the launch again, which knows it',
    );
  }
  return pattern;
}
