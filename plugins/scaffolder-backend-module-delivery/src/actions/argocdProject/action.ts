import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { appProjectManifest } from '@slipway/plugin-gitops-common';
import {
  byArgocd,
  ensureObject,
  placesOf,
  findProject,
  forgeOf,
  getProject,
  serviceTarget,
  Outcome,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createArgocdProjectAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-project:ensure',
    description:
      "Makes sure that a service has an AppProject, limited to its GitOps repository and its environments' namespaces",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { host, names } = serviceTarget(deps, ctx.input.service);
      const gitops = await (ctx.isDryRun ? findProject : getProject)(
        forgeOf(deps, host, ctx),
        names.gitopsRepository.path,
      );
      const outcomes: Outcome[] = [];
      const groups = byArgocd(placesOf(deps.delivery, names.service));
      for (const { argocd, places } of groups) {
        outcomes.push(
          await ensureObject(
            ctx,
            deps.clusters.get(argocd.cluster),
            resourceKinds.appProject,
            appProjectManifest({
              name: names.appProject,
              namespace: argocd.namespace,
              service: names.service,
              sourceRepos: gitops ? [gitops.http_url_to_repo] : [],
              destinations: places,
            }),
            { what: 'AppProject' },
          ),
        );
      }
      finish(ctx, outcomes);
      ctx.output('project', names.appProject);
    },
  });
}
