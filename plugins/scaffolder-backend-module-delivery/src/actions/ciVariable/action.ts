import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureVariable } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createCiVariableAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:ci-variable:ensure',
    description:
      "Makes sure that a variable of a repository's CI, or a secret, has a value",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const { host, path } = repositoryTarget(deps, input.repoUrl);
      const outcome = await ensureVariable(runOf(deps, ctx), deps, {
        host,
        path,
        variable: {
          key: input.key,
          value: input.value,
          secret: input.hidden ?? false,
          masked: input.masked ?? false,
          protected: input.protected ?? false,
          raw: input.raw ?? true,
          environmentScope: input.environmentScope ?? '*',
          description: input.description ?? '',
        },
        replaceHidden: input.replaceHidden,
      });
      finish(ctx, [outcome]);
      ctx.output('key', input.key);
    },
  });
}
