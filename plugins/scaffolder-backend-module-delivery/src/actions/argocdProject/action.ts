import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureProject, serviceTarget } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createArgocdProjectAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-project:ensure',
    description:
      "Makes sure that a service has an AppProject, limited to its GitOps repository and its environments' namespaces",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const { names } = serviceTarget(deps, ctx.input.service);
      finish(ctx, await ensureProject(runOf(deps, ctx), deps, ctx.input));
      ctx.output('project', names.appProject);
    },
  });
}
