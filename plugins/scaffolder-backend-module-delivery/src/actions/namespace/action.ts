import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureNamespace, placesOf } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createNamespaceAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:namespace:ensure',
    description:
      'Makes sure that each environment of a service has its namespace, with labels, a quota and limits',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { service, environment } = ctx.input;
      finish(ctx, await ensureNamespace(runOf(deps, ctx), deps, ctx.input));
      ctx.output(
        'namespaces',
        placesOf(deps.delivery, service, environment).map(
          ({ namespace }) => namespace,
        ),
      );
    },
  });
}
