import { resourceKinds } from '@slipway/plugin-delivery-node';
import { parseQuantity } from '@slipway/plugin-gitops-common';
import { ensureObject, placesOf } from '../../cluster';
import { serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import { namespaceObjects, NamespaceWishes } from './namespaceObjects';

/**
 * Makes sure that each environment of a service has its namespace, with labels, a quota and, where they are asked for, limits.
 *
 * @public
 */
export async function ensureNamespace(
  run: RunContext,
  deps: WiringDeps,
  input: {
    service: string;
    /** All of them by default. */
    environment?: string;
    /** `delivery.launch.quota` by default. */
    quota?: Record<string, string>;
  } & NamespaceWishes,
): Promise<Outcome[]> {
  const { names } = serviceTarget(deps, input.service);
  const hard = input.quota ?? deps.launch.quota;
  const { default: given, defaultRequest, min, max } = input.limits ?? {};
  [hard, given, defaultRequest, min, max]
    .flatMap(amounts => Object.values(amounts ?? {}))
    .forEach(amount => parseQuantity(amount));
  const outcomes: Outcome[] = [];
  for (const place of placesOf(
    deps.delivery,
    names.service,
    input.environment,
  )) {
    const client = deps.clusters.get(place.cluster);
    const wanted = namespaceObjects(names, place, hard, input);
    outcomes.push(
      await ensureObject(
        run,
        client,
        resourceKinds.namespace,
        wanted.namespace,
        // A platform team may have made it, as yet for nobody.
        { what: 'namespace', adopt: true },
      ),
      await ensureObject(
        run,
        client,
        resourceKinds.resourceQuota,
        wanted.quota,
        { what: 'quota' },
      ),
    );
    if (wanted.limits) {
      outcomes.push(
        await ensureObject(
          run,
          client,
          resourceKinds.limitRange,
          wanted.limits,
          { what: 'limits' },
        ),
      );
    }
  }
  return outcomes;
}
