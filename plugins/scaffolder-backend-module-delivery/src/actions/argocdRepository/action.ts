import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  assertReachable,
  readRepositorySecret,
  repositorySecretManifest,
} from '@slipway/plugin-gitops-common';
import {
  applyObject,
  assertOurs,
  byArgocd,
  findObject,
  placesOf,
  planObject,
  canFetch,
  findProject,
  forgeOf,
  getProject,
  mintTriedDeployToken,
  serviceTarget,
  tidyDeployTokens,
  Outcome,
  reconcile,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps } from '../../run';
import { examples } from './examples';
import { planRepositorySecret } from './plan';
import { schema } from './schema';

type Credential = { username: string; password: string };

export function createArgocdRepositoryAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:argocd-repository:ensure',
    description:
      'Makes sure that Argo CD can read the GitOps repository of a service, with a deploy token that has been tried against it',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { host, names } = serviceTarget(deps, ctx.input.service);
      const forge = forgeOf(deps, host, ctx);
      const repository = names.gitopsRepository.path;
      const name = names.tokens.argocd;
      const project = await (ctx.isDryRun ? findProject : getProject)(
        forge,
        repository,
      );
      const url = project?.http_url_to_repo ?? '';
      const works = (credential: Credential) =>
        canFetch({ url, credential, signal: ctx.signal });
      const outcomes: Outcome[] = [];
      const used: Credential[] = [];

      for (const { argocd } of byArgocd(
        placesOf(deps.delivery, names.service),
      )) {
        const { cluster, namespace } = argocd;
        if (url) {
          assertReachable({
            address: url,
            what: 'The GitOps repository',
            cluster,
            reachesLoopback:
              deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
          });
        }
        const client = deps.clusters.get(cluster);
        const secretName = names.argocdRepositorySecret;
        const current = await findObject(
          client,
          resourceKinds.secret,
          { namespace, name: secretName },
          ctx.signal,
        );
        if (current) {
          assertOurs(current, names.service);
        }
        const held = readRepositorySecret(current);
        const kept = held && url && (await works(held)) ? held : undefined;
        const manifest = ({ username, password }: Credential) =>
          repositorySecretManifest({
            name: secretName,
            namespace,
            service: names.service,
            url,
            project: names.appProject,
            username,
            password,
          });
        outcomes.push(
          await reconcile(
            ctx,
            {
              what: 'Argo CD repository secret',
              name: `${namespace}/${secretName} on ${client.name}`,
              thing: {
                kind: 'object',
                cluster: client.name,
                apiVersion: 'v1',
                objectKind: 'Secret',
                namespace,
                name: secretName,
              },
            },
            planRepositorySecret(
              current !== undefined,
              kept && planObject(current, manifest(kept)),
            ),
            async () => {
              if (!project) {
                return;
              }
              const credential =
                kept ??
                used[0] ??
                (await mintTriedDeployToken(forge, {
                  project: project.id,
                  name,
                  scopes: ['read_repository'],
                  works,
                  refusal: `the repository ${repository} refuses it over HTTP; is access over HTTP on?`,
                }));
              await applyObject(
                client,
                resourceKinds.secret,
                manifest(credential),
                ctx.signal,
              );
              used.push(credential);
            },
          ),
        );
        if (kept) {
          used.push(kept);
        }
      }
      if (project && !ctx.isDryRun) {
        await tidyDeployTokens(forge, {
          project: project.id,
          name,
          usernames: used.map(({ username }) => username),
          say: words => ctx.logger.info(words),
        });
      }
      finish(ctx, outcomes);
      ctx.output('tokenName', name);
      ctx.output('secretName', names.argocdRepositorySecret);
      if (url) {
        ctx.output('repoUrl', url);
      }
    },
  });
}
