import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { dockerConfigSecretManifest } from '@slipway/plugin-gitops-common';
import {
  applyObject,
  planObject,
  registryUrl,
  canPull,
  findProject,
  forgeOf,
  getProject,
  mintTriedDeployToken,
  serviceTarget,
  tidyDeployTokens,
  Outcome,
  Plan,
  reconcile,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps } from '../../run';
import { examples } from './examples';
import { findPullSecrets } from './findPullSecrets';
import { planPullCredential } from './plan';
import { schema } from './schema';

type Credential = { username: string; password: string };

export function createRegistryCredentialAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:registry-credential:ensure',
    description:
      "Makes sure that the nodes of every environment can pull the service's image, with a deploy token that the registry itself has been asked about",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { host, names } = serviceTarget(deps, ctx.input.service);
      const registry = ctx.input.registryHost ?? deps.launch.registryHost;
      if (!registry) {
        throw new InputError(
          'delivery.launch.registryHost must be set in the app config, to say where images are',
        );
      }
      const forge = forgeOf(deps, host, ctx);
      const repository = names.appRepository.path;
      const name = names.tokens.registryPull;
      const project = await (ctx.isDryRun ? findProject : getProject)(
        forge,
        repository,
      );
      const works = (credential: Credential) =>
        canPull({
          registryUrl: registryUrl(registry),
          repository,
          credential,
          signal: ctx.signal,
        });
      const found = await findPullSecrets(deps, {
        names,
        registry,
        works,
        signal: ctx.signal,
      });
      const source = planPullCredential(found);
      /** For the Secrets without one that works; minted when the first of them is written. */
      const shared = source.kind === 'copy' ? [source.credential] : [];

      const outcomes: Outcome[] = [];
      for (const {
        client,
        namespace,
        environment,
        current,
        working,
      } of found) {
        const manifest = (credential: Credential) =>
          dockerConfigSecretManifest({
            name: names.pullSecret,
            namespace,
            service: names.service,
            environment,
            registry,
            ...credential,
          });
        outcomes.push(
          await reconcile(
            ctx,
            {
              what: 'pull secret',
              name: `${namespace}/${names.pullSecret} on ${client.name}`,
              thing: {
                kind: 'object',
                cluster: client.name,
                apiVersion: 'v1',
                objectKind: 'Secret',
                namespace,
                name: names.pullSecret,
              },
            },
            describe(
              planObject(
                current,
                manifest(working ?? { username: '', password: '' }),
              ),
            ),
            async () => {
              if (!working && shared.length === 0 && project) {
                const minted = await mintTriedDeployToken(forge, {
                  project: project.id,
                  name,
                  scopes: ['read_registry'],
                  works,
                  refusal: `the registry ${registry} refuses it; is it the registry of this GitLab, and is it on for ${repository}?`,
                });
                shared.push(minted);
              }
              const { username, password } = (working ?? shared[0])!;
              await applyObject(
                client,
                resourceKinds.secret,
                manifest({ username, password }),
                ctx.signal,
              );
            },
          ),
        );
      }
      if (project && !ctx.isDryRun) {
        await tidyDeployTokens(forge, {
          project: project.id,
          name,
          usernames: [
            ...shared,
            ...found.map(({ working }) => working),
          ].flatMap(credential => credential?.username ?? []),
          say: words => ctx.logger.info(words),
        });
      }
      finish(ctx, outcomes);
      ctx.output('tokenName', name);
      ctx.output('secretName', names.pullSecret);
    },
  });
}

function describe(plan: Plan): Plan {
  return plan.kind === 'update'
    ? {
        kind: 'update',
        why: 'the registry did not take what it held, or it was incomplete',
      }
    : plan;
}
