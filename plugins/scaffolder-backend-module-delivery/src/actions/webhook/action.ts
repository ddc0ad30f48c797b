import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ensureWebhook } from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget, runOf } from '../../run';
import { hookEventOf } from './hookEventOf';
import { examples } from './examples';
import { schema } from './schema';

export function createWebhookAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:webhook:ensure',
    description:
      'Makes sure that a repository tells the portal of its pushes, pipelines and jobs',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { repoUrl, events, ...rest } = ctx.input;
      const { host, path } = repositoryTarget(deps, repoUrl);
      const { url: receiver, ...outcome } = await ensureWebhook(
        runOf(deps, ctx),
        deps,
        { ...rest, host, path, events: events?.map(hookEventOf) },
      );
      finish(ctx, [outcome]);
      ctx.output('url', receiver);
    },
  });
}
