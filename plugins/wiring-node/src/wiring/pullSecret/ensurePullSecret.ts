import { InputError, NotAllowedError } from '@backstage/errors';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { dockerConfigSecretManifest } from '@slipway/plugin-gitops-common';
import { applyObject, objectThing, planObject } from '../../cluster';
import { registryUrl } from '../../config';
import {
  canPull,
  CredentialValue,
  findRepository,
  forgeOf,
  serviceTarget,
} from '../../forge';
import { Outcome, Plan, reconcile, RunContext, WiringDeps } from '../../run';
import { SharedCredential } from '../credential';
import { findPullSecrets } from './findPullSecrets';
import { planPullCredential } from './planPullCredential';

type Login = { username: string; password: string };

/** @public */
export interface EnsuredPullSecret {
  outcomes: Outcome[];
  /** The name of the credential. */
  name: string;
  /** The name of the Secret in each namespace. */
  secretName: string;
}

const noLogin: Login = { username: '', password: '' };

/**
 * Makes sure that the nodes of every environment can pull a service's image.
 *
 * @public
 */
export async function ensurePullSecret(
  run: RunContext,
  deps: WiringDeps,
  input: {
    service: string;
    /** As image names write it; `delivery.launch.registryHost` by default. */
    registryHost?: string;
  },
): Promise<EnsuredPullSecret> {
  const { host, names } = serviceTarget(deps, input.service);
  const registry = input.registryHost ?? deps.launch.registryHost;
  if (!registry) {
    throw new InputError(
      'delivery.launch.registryHost must be set in the app config, to say where images are',
    );
  }
  const forge = forgeOf(deps, host, run);
  const path = names.appRepository.path;
  const repository = await findRepository(run, forge, path);
  const configured = deps.launch.registry;
  const pulls = (credential: Login) =>
    canPull({
      registryUrl: registryUrl(registry),
      repository: path,
      credential,
      signal: run.signal,
    });
  const found = await findPullSecrets(deps, {
    names,
    registry,
    works: async credential =>
      (!configured || same(credential, configured)) &&
      (await pulls(credential)),
    signal: run.signal,
  });
  const source = planPullCredential(found, configured);
  const shared = new SharedCredential(forge, {
    repository,
    path,
    use: 'pull',
    name: names.tokens.registryPull,
    what: 'pull credential',
    works: async value => value.kind === 'password' && pulls(value),
    refusal: `the registry ${registry} refuses it; is it the registry of this ${forge.title}, and is it on for ${path}?`,
  });
  const outcomes: Outcome[] = [];
  if (!configured) {
    outcomes.push(
      await shared.ensure(run, {
        needed: source.kind === 'mint',
        replaces: found.some(({ current }) => current !== undefined),
      }),
    );
  } else if (source.kind !== 'none' && !(await pulls(configured))) {
    throw new NotAllowedError(
      `The credential of delivery.launch.registry does not work: the registry ${registry} does not let it pull ${path}`,
    );
  }

  for (const one of found) {
    const { client, namespace, environment, current, working } = one;
    const manifest = (credential: Login) =>
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
        run,
        {
          what: 'pull secret',
          name: `${namespace}/${names.pullSecret} on ${client.name}`,
          ...objectThing(client, manifest(noLogin), current),
        },
        describe(planObject(current, manifest(working ?? noLogin))),
        async () => {
          const login =
            working ??
            (source.kind === 'given'
              ? source.credential
              : loginOf(shared.minted));
          return login
            ? applyObject(
                client,
                resourceKinds.secret,
                manifest({
                  username: login.username,
                  password: login.password,
                }),
                run.signal,
              )
            : undefined;
        },
      ),
    );
  }
  if (!configured) {
    await shared.tidy(run, [
      shared.minted,
      ...found.map(
        ({ working }) => working && { kind: 'password' as const, ...working },
      ),
    ]);
  }
  return {
    outcomes,
    name: names.tokens.registryPull,
    secretName: names.pullSecret,
  };
}

function same(a: Login, b: Login): boolean {
  return a.username === b.username && a.password === b.password;
}

function loginOf(value: CredentialValue | undefined): Login | undefined {
  return value?.kind === 'password' ? value : undefined;
}

function describe(plan: Plan): Plan {
  return plan.kind === 'update'
    ? {
        kind: 'update',
        why: 'the registry did not take what it held, or it was incomplete',
      }
    : plan;
}
