import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  assertReachable,
  RepositoryCredential,
  repositorySecretManifest,
} from '@slipway/plugin-gitops-common';
import {
  applyObject,
  assertOurs,
  byArgocd,
  findObject,
  objectThing,
  placesOf,
  planObject,
} from '../../cluster';
import { objectDiff } from '../../diff';
import {
  canFetch,
  CredentialValue,
  findRepository,
  forgeOf,
  serviceTarget,
} from '../../forge';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { SharedCredential } from '../credential';
import { planRepositorySecret } from './planRepositorySecret';
import { repositorySecretValue } from './repositorySecretValue';

/** @public */
export interface EnsuredArgocdRepository {
  outcomes: Outcome[];
  /** The name of the credential. */
  name: string;
  secretName: string;
  /** Exactly as Applications name it; undefined for a repository that a dry run has not made. */
  url?: string;
}

/** What of a Secret of ours belongs to the other kind of credential. */
const credentialFields = ['username', 'password', 'sshPrivateKey'].map(
  field => ['data', field],
);

const noCredential: CredentialValue = {
  kind: 'password',
  username: '',
  password: '',
};

/**
 * Makes sure that each Argo CD of a service can read its GitOps repository.
 *
 * @public
 */
export async function ensureArgocdRepository(
  run: RunContext,
  deps: WiringDeps,
  input: {
    service: string;
    /** Replace the credential also when it works. */
    rotate?: boolean;
  },
): Promise<EnsuredArgocdRepository> {
  const { host, names } = serviceTarget(deps, input.service);
  const forge = forgeOf(deps, host, run);
  const path = names.gitopsRepository.path;
  const repository = await findRepository(run, forge, path);
  const url = repository && forge.credentials.readUrl(repository);
  const fetches = async (credential: CredentialValue) =>
    url !== undefined && canFetch({ url, credential, signal: run.signal });

  const found = (await findSecrets(run, deps, { input, url, fetches })).map(
    one => (input.rotate ? { ...one, kept: undefined } : one),
  );
  const givenValue = found.find(({ kept }) => kept)?.kept;
  const shared = new SharedCredential(forge, {
    repository,
    path,
    use: 'read',
    name: names.tokens.argocd,
    what: 'Argo CD credential',
    works: fetches,
    refusal: `the repository ${path} refuses it; is access over ${
      url?.startsWith('http') === false ? 'SSH' : 'HTTP'
    } on?`,
  });
  const outcomes = [
    await shared.ensure(run, {
      needed: !givenValue && found.length > 0,
      replaces: found.some(({ current }) => current !== undefined),
      rotate: input.rotate,
    }),
  ];
  for (const { client, namespace, current, kept } of found) {
    const secretName = names.argocdRepositorySecret;
    const manifest = (credential: CredentialValue) =>
      repositorySecretManifest({
        name: secretName,
        namespace,
        service: names.service,
        url: url ?? '',
        project: names.appProject,
        ...fieldsOf(credential),
      });
    outcomes.push(
      await reconcile(
        run,
        {
          what: 'Argo CD repository secret',
          name: `${namespace}/${secretName} on ${client.name}`,
          ...objectThing(client, manifest(kept ?? noCredential), current),
          diff: () => {
            const credential = kept ?? givenValue;
            return objectDiff(current, manifest(credential ?? noCredential), {
              newSecrets: !credential,
              removed: credentialFields,
            });
          },
        },
        planRepositorySecret(
          current !== undefined,
          kept &&
            planObject(current, manifest(kept), { removed: credentialFields }),
          input.rotate,
        ),
        async () => {
          const credential = kept ?? givenValue ?? shared.minted;
          return credential
            ? applyObject(
                client,
                resourceKinds.secret,
                manifest(credential),
                run.signal,
              )
            : undefined;
        },
      ),
    );
  }
  for (const { client, namespace } of found) {
    const name = names.argocdRepositorySecret;
    await shared.assertInPlace(
      `The Secret ${namespace}/${name} on ${client.name}`,
      async () =>
        repositorySecretValue(
          await findObject(
            client,
            resourceKinds.secret,
            { namespace, name },
            run.signal,
          ),
        ),
    );
  }
  await shared.tidy(run, [shared.minted, ...found.map(({ kept }) => kept)]);
  return {
    outcomes,
    name: names.tokens.argocd,
    secretName: names.argocdRepositorySecret,
    url,
  };
}

/** Looks at the Secret of each Argo CD, and tries what it holds. */
async function findSecrets(
  run: RunContext,
  deps: WiringDeps,
  options: {
    input: { service: string };
    url: string | undefined;
    fetches: (credential: CredentialValue) => Promise<boolean>;
  },
) {
  const { url, fetches } = options;
  const { names } = serviceTarget(deps, options.input.service);
  const found = [];
  for (const { argocd } of byArgocd(placesOf(deps.delivery, names.service))) {
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
    const current = await findObject(
      client,
      resourceKinds.secret,
      { namespace, name: names.argocdRepositorySecret },
      run.signal,
    );
    if (current) {
      assertOurs(current, names.service);
    }
    const value = repositorySecretValue(current);
    found.push({
      client,
      namespace,
      current,
      kept: value && (await fetches(value)) ? value : undefined,
    });
  }
  return found;
}

function fieldsOf(credential: CredentialValue): RepositoryCredential {
  return credential.kind === 'ssh-key'
    ? { sshPrivateKey: credential.privateKey }
    : { username: credential.username, password: credential.password };
}
