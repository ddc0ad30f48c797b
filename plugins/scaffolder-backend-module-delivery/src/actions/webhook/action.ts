import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  findProject,
  forgeOf,
  getProject,
  hookEvents,
  listHooks,
  putHook,
  WantedHook,
  reconcile,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget } from '../../run';
import { examples } from './examples';
import { planHook } from './plan';
import { schema } from './schema';

export function createWebhookAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:webhook:ensure',
    description:
      'Makes sure that a GitLab project tells the portal of its pushes, pipelines and jobs',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const target = repositoryTarget(deps, input.repoUrl);
      const forge = forgeOf(deps, target.host, ctx);
      const project = await (ctx.isDryRun ? findProject : getProject)(
        forge,
        target.path,
      );
      const wanted: WantedHook = {
        ...receiver(deps, input.url),
        events: input.events ?? hookEvents,
      };
      const { plan, id } = planHook(
        project ? await listHooks(forge, project.id) : [],
        wanted,
        { replaceSecret: input.replaceSecret },
      );
      const outcome = await reconcile(
        ctx,
        {
          what: 'webhook',
          name: `${target.path} to ${wanted.url}`,
          thing: {
            kind: 'webhook',
            host: target.host,
            path: target.path,
            url: wanted.url,
          },
        },
        plan,
        async () => {
          if (project) {
            await putHook(forge, project.id, wanted, id);
          }
        },
      );
      finish(ctx, [outcome]);
      ctx.output('url', wanted.url);
    },
  });
}

/** The secret is the portal's own, so it goes to nobody else. */
function receiver(
  deps: LaunchDeps,
  url: string | undefined,
): Pick<WantedHook, 'url' | 'token'> {
  if (url) {
    return { url };
  }
  const { webhookBaseUrl, webhookSecret } = deps.delivery;
  if (!webhookSecret) {
    throw new InputError(
      'delivery.webhook.secret must be set in the app config: by it the portal knows that a webhook comes from the forge',
    );
  }
  return {
    url: `${webhookBaseUrl}/api/events/http/gitlab`,
    token: webhookSecret,
  };
}
