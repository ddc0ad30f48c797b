import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  applicationManifest,
  assertReachable,
} from '@slipway/plugin-gitops-common';
import {
  ensureObject,
  placesOf,
  findProject,
  forgeOf,
  getProject,
  Project,
  serviceTarget,
  Outcome,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps } from '../../run';
import { examples } from './examples';
import { schema } from './schema';

export function createArgocdApplicationAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-application:ensure',
    description:
      'Makes sure that each environment of a service has its Application, which follows the default branch of the GitOps repository',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { host, names } = serviceTarget(deps, ctx.input.service);
      const gitops = await (ctx.isDryRun ? findProject : getProject)(
        forgeOf(deps, host, ctx),
        names.gitopsRepository.path,
      );
      const places = placesOf(
        deps.delivery,
        names.service,
        ctx.input.environment,
      );
      const outcomes: Outcome[] = [];
      for (const { environment, argocd, server, namespace } of places) {
        const repoURL =
          gitops?.http_url_to_repo ??
          plannedUrl(host, names.gitopsRepository.path);
        assertReachable({
          address: repoURL,
          what: 'The GitOps repository',
          cluster: argocd.cluster,
          reachesLoopback:
            deps.delivery.clusters[argocd.cluster]?.reachesLoopback ?? false,
        });
        outcomes.push(
          await ensureObject(
            ctx,
            deps.clusters.get(argocd.cluster),
            resourceKinds.application,
            applicationManifest({
              name: names.application(environment.name),
              namespace: argocd.namespace,
              service: names.service,
              environment: environment.name,
              entityRef: ctx.input.entityRef ?? names.entityRef,
              project: names.appProject,
              source: {
                repoURL,
                targetRevision: branchOf(gitops),
                path: names.overlay(environment.name),
              },
              destination: { server, namespace },
              sync: environment.sync,
            }),
            {
              what: 'Application',
              // An environment that has become manual stops syncing by itself.
              removed: [['spec', 'syncPolicy', 'automated']],
            },
          ),
        );
      }
      finish(ctx, outcomes);
      ctx.output(
        'applications',
        places.map(({ environment }) => names.application(environment.name)),
      );
    },
  });
}

/** The repository says which; `main` stands in only for one that a dry run has not made. */
function branchOf(project: Project | undefined): string {
  return project?.default_branch ?? 'main';
}

function plannedUrl(host: string, path: string): string {
  return `https://${host}/${path}.git`;
}
