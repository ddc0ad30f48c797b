import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensurePullSecret } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, onForge, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createRegistryCredentialAction(given: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:registry-credential:ensure',
    description:
      "Makes sure that the nodes of every environment can pull the service's image, with a credential that the registry itself has been asked about",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const deps = onForge(given, ctx.input);
      const ensured = await ensurePullSecret(runOf(deps, ctx), deps, ctx.input);
      finish(ctx, ensured.outcomes);
      ctx.output('tokenName', ensured.name);
      ctx.output('secretName', ensured.secretName);
    },
  });
}
