import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  namespaceManifest,
  parseQuantity,
  resourceQuotaManifest,
} from '@slipway/plugin-gitops-common';
import {
  ensureObject,
  placesOf,
  serviceTarget,
  Outcome,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createNamespaceAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:namespace:ensure',
    description:
      'Makes sure that each environment of a service has its namespace, with labels and a quota',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { names } = serviceTarget(deps, ctx.input.service);
      const places = placesOf(
        deps.delivery,
        names.service,
        ctx.input.environment,
      );
      const hard = ctx.input.quota ?? deps.launch.quota;
      Object.values(hard).forEach(amount => parseQuantity(amount));
      const outcomes: Outcome[] = [];
      for (const { environment, cluster, namespace } of places) {
        const client = deps.clusters.get(cluster);
        const labels = {
          service: names.service,
          environment: environment.name,
        };
        outcomes.push(
          await ensureObject(
            ctx,
            client,
            resourceKinds.namespace,
            namespaceManifest({ name: namespace, ...labels }),
            // A platform team may have made it, as yet for nobody.
            { what: 'namespace', adopt: true },
          ),
          await ensureObject(
            ctx,
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
      finish(ctx, outcomes);
      ctx.output(
        'namespaces',
        places.map(({ namespace }) => namespace),
      );
    },
  });
}
