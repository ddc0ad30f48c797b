import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  findProject,
  findVariable,
  forgeOf,
  getProject,
  WantedVariable,
  reconcile,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget } from '../../run';
import { examples } from './examples';
import { planVariable } from './plan';
import { putVariable } from './putVariable';
import { schema } from './schema';

export function createCiVariableAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:ci-variable:ensure',
    description:
      'Makes sure that a CI variable of a GitLab project has a value',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const target = repositoryTarget(deps, input.repoUrl);
      const forge = forgeOf(deps, target.host, ctx);
      const wanted: WantedVariable = {
        key: input.key,
        value: input.value,
        masked: input.masked ?? false,
        hidden: input.hidden ?? false,
        protected: input.protected ?? false,
        raw: input.raw ?? true,
        environmentScope: input.environmentScope ?? '*',
        description: input.description ?? '',
      };
      const project = await (ctx.isDryRun ? findProject : getProject)(
        forge,
        target.path,
      );
      const current =
        project && (await findVariable(forge, project.id, wanted));
      const outcome = await reconcile(
        ctx,
        {
          what: 'CI variable',
          name: `${wanted.key} of ${target.path}`,
          thing: {
            kind: 'ci-variable',
            host: target.host,
            path: target.path,
            key: wanted.key,
            environmentScope: wanted.environmentScope,
          },
        },
        planVariable(current, wanted, { replaceHidden: input.replaceHidden }),
        async () => {
          if (project) {
            await putVariable(forge, project.id, current, wanted);
          }
        },
      );
      finish(ctx, [outcome]);
      ctx.output('key', wanted.key);
    },
  });
}
