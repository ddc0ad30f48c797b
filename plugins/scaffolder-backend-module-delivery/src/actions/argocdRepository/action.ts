import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureArgocdRepository } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createArgocdRepositoryAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-repository:ensure',
    description:
      'Makes sure that Argo CD can read the GitOps repository of a service, with a credential that has been tried against it',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const ensured = await ensureArgocdRepository(
        runOf(deps, ctx),
        deps,
        ctx.input,
      );
      finish(ctx, ensured.outcomes);
      ctx.output('tokenName', ensured.name);
      ctx.output('secretName', ensured.secretName);
      if (ensured.url) {
        ctx.output('repoUrl', ensured.url);
      }
    },
  });
}
