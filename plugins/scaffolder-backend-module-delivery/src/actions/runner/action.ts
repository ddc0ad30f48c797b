import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureRunner, NewRunnerPlace } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget, runOf } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createRunnerAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:runner:ensure',
    description:
      'Makes sure that a runner takes the jobs of a repository; on GitLab it can make one',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const { host, path, name } = repositoryTarget(deps, input.repoUrl);
      const { outcomes, online, secret } = await ensureRunner(
        runOf(deps, ctx),
        deps,
        {
          host,
          path,
          tags: input.tags ?? [],
          required: input.required ?? true,
          ...(input.create && { create: placeOf(input, name) }),
        },
      );
      finish(ctx, outcomes);
      ctx.output('online', online);
      if (secret) {
        ctx.output('secretRef', secret);
      }
    },
  });
}

function placeOf(
  input: {
    service?: string;
    cluster?: string;
    namespace?: string;
    secretName?: string;
  },
  repository: string,
): NewRunnerPlace {
  const { service = repository, cluster, namespace } = input;
  if (!cluster || !namespace) {
    throw new InputError(
      'To create a runner, cluster and namespace must say where the Secret with its token goes',
    );
  }
  return {
    name: `slipway-${service}`,
    service,
    cluster,
    namespace,
    secretName: input.secretName ?? `${service}-runner`,
  };
}
