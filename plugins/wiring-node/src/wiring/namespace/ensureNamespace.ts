import { resourceKinds } from '@slipway/plugin-delivery-node';
import { parseQuantity } from '@slipway/plugin-gitops-common';
import { ensureObject, placesOf } from '../../cluster';
import { serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import { namespaceObjects } from './namespaceObjects';

/**
 * Makes sure that each environment of a service has its namespace, with labels and a quota.
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
  },
): Promise<Outcome[]> {
  const { names } = serviceTarget(deps, input.service);
  const hard = input.quota ?? deps.launch.quota;
  Object.values(hard).forEach(amount => parseQuantity(amount));
  const outcomes: Outcome[] = [];
  for (const place of placesOf(
    deps.delivery,
    names.service,
    input.environment,
  )) {
    const client = deps.clusters.get(place.cluster);
    const wanted = namespaceObjects(names, place, hard);
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
  }
  return outcomes;
}
