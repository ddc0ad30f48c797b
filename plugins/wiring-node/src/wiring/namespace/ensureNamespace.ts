import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  namespaceManifest,
  parseQuantity,
  resourceQuotaManifest,
} from '@slipway/plugin-gitops-common';
import { ensureObject, placesOf } from '../../cluster';
import { serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';

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
  for (const { environment, cluster, namespace } of placesOf(
    deps.delivery,
    names.service,
    input.environment,
  )) {
    const client = deps.clusters.get(cluster);
    const labels = { service: names.service, environment: environment.name };
    outcomes.push(
      await ensureObject(
        run,
        client,
        resourceKinds.namespace,
        namespaceManifest({ name: namespace, ...labels }),
        // A platform team may have made it, as yet for nobody.
        { what: 'namespace', adopt: true },
      ),
      await ensureObject(
        run,
        client,
        resourceKinds.resourceQuota,
        resourceQuotaManifest({
          name: names.resourceQuota,
          namespace,
          hard,
          ...labels,
        }),
        { what: 'quota' },
      ),
    );
  }
  return outcomes;
}
