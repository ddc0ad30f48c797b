import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureCredentialTemplate } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createArgocdCredentialTemplateAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-credential-template:ensure',
    description:
      'Makes sure that Argo CD can read every repository of the group that has no credential of its own, with the one of delivery.launch.repositoryCredential',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const ensured = await ensureCredentialTemplate(
        runOf(deps, ctx),
        deps,
        ctx.input,
      );
      finish(ctx, ensured.outcomes);
      ctx.output('secretName', ensured.secretName);
      ctx.output('prefix', ensured.prefix);
    },
  });
}
