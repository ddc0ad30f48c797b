import { InputError, NotAllowedError } from '@backstage/errors';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  dockerConfigSecretManifest,
  readDockerConfigSecret,
} from '@slipway/plugin-gitops-common';
import {
  applyObject,
  findObject,
  objectThing,
  planObject,
} from '../../cluster';
import { registryUrl } from '../../config';
import { objectDiff } from '../../diff';
import {
  canPull,
  CredentialValue,
  findRepository,
  forgeOf,
  serviceTarget,
} from '../../forge';
import { Outcome, Plan, reconcile, RunContext, WiringDeps } from '../../run';
import { SharedCredential } from '../credential';
import { attachedTo, attachPullSecret } from './attachPullSecret';
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
    /** Whose pods are given the Secret; without it the manifests name it. */
    attach?: { serviceAccount: string };
    /** Replace the credential also when it works. */
    rotate?: boolean;
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
  if (configured && input.rotate) {
    throw new InputError(
      `The nodes pull ${path} with the credential of delivery.launch.registry, which Slipway cannot replace: ` +
        'make a new one there, put it into the app config, and have the pull secrets repaired',
    );
  }
  const pulls = (credential: Login) =>
    canPull({
      registryUrl: registryUrl(registry),
      repository: path,
      credential,
      signal: run.signal,
    });
  const secrets = await findPullSecrets(deps, {
    names,
    registry,
    works: async credential =>
      (!configured || same(credential, configured)) &&
      (await pulls(credential)),
    signal: run.signal,
  });
  const found = secrets.map(one =>
    input.rotate ? { ...one, working: undefined } : one,
  );
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
        rotate: input.rotate,
      }),
    );
  } else if (
    // Before the repository is made, in a dry run, nobody can pull from it.
    repository &&
    source.kind !== 'none' &&
    !(await pulls(configured))
  ) {
    throw new NotAllowedError(
      `The credential of delivery.launch.registry does not work: the registry ${registry} does not let it pull ${path}`,
    );
  }

  for (const one of found) {
    const { client, namespace, environment, current, working } = one;
    // A repair does not know what the launch was told, so the Secret does.
    const serviceAccount =
      input.attach?.serviceAccount ??
      current?.metadata.annotations?.[attachedTo];
    const manifest = (credential: Login) =>
      dockerConfigSecretManifest({
        name: names.pullSecret,
        namespace,
        service: names.service,
        environment,
        registry,
        annotations: serviceAccount
          ? { [attachedTo]: serviceAccount }
          : undefined,
        ...credential,
      });
    outcomes.push(
      await reconcile(
        run,
        {
          what: 'pull secret',
          name: `${namespace}/${names.pullSecret} on ${client.name}`,
          ...objectThing(client, manifest(noLogin), current),
          diff: () => {
            const login =
              working ??
              (source.kind === 'given' ? source.credential : undefined);
            return objectDiff(current, manifest(login ?? noLogin), {
              newSecrets: !login,
            });
          },
        },
        describe(
          planObject(current, manifest(working ?? noLogin)),
          input.rotate,
        ),
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
    if (serviceAccount) {
      outcomes.push(
        await attachPullSecret(run, deps, client, {
          namespace,
          serviceAccount,
          secret: names.pullSecret,
        }),
      );
    }
  }
  if (!configured) {
    for (const { client, namespace } of found) {
      await shared.assertInPlace(
        `The Secret ${namespace}/${names.pullSecret} on ${client.name}`,
        async () => {
          const login = readDockerConfigSecret(
            await findObject(
              client,
              resourceKinds.secret,
              { namespace, name: names.pullSecret },
              run.signal,
            ),
            registry,
          );
          return login && { kind: 'password', ...login };
        },
      );
    }
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

function describe(plan: Plan, rotate = false): Plan {
  return plan.kind === 'update'
    ? {
        kind: 'update',
        why: rotate
          ? 'it is given a new credential'
          : 'the registry did not take what it held, or it was incomplete',
      }
    : plan;
}
