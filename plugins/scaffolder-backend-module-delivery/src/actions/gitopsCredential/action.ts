import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureWriteCredential } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createGitopsCredentialAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:gitops-credential:ensure',
    description:
      "Makes sure that a service's pipeline can write to its GitOps repository, with a credential for that repository alone that is good for long enough",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const ensured = await ensureWriteCredential(
        runOf(deps, ctx),
        deps,
        ctx.input,
      );
      finish(ctx, ensured.outcomes);
      ctx.output('tokenName', ensured.name);
      ctx.output('variable', ensured.variable);
      if (ensured.expiresAt) {
        ctx.output('expiresAt', ensured.expiresAt);
      }
    },
  });
}
