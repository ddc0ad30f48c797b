import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { ClusterClient, resourceKinds } from '@slipway/plugin-delivery-node';
import {
  assertReachable,
  credentialTemplateManifest,
  credentialTemplateName,
  credentialTemplatePrefix,
  RepositoryCredential,
} from '@slipway/plugin-gitops-common';
import { byArgocd, ensureObject, placesOf } from '../../cluster';
import {
  canFetch,
  CredentialValue,
  findRepository,
  forgeOf,
  serviceTarget,
} from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import { assertPrefix, templatePrefix } from './templatePrefix';

/** @public */
export interface EnsuredCredentialTemplate {
  outcomes: Outcome[];
  secretName: string;
  prefix: string;
}

/**
 * Makes sure that each Argo CD can read every repository of the group, with the credential of
 * `delivery.launch.repositoryCredential`, where a repository has none of its own.
 *
 * It serves all services, so that it is in no launch's ledger and no take-back removes it.
 *
 * @public
 */
export async function ensureCredentialTemplate(
  run: RunContext,
  deps: WiringDeps,
  input: {
    /** On its GitOps repository the credential is tried, when that is there. */
    service: string;
    /** What addresses begin with, up to a slash; those of the group by default. */
    prefix?: string;
  },
): Promise<EnsuredCredentialTemplate> {
  const { host, names } = serviceTarget(deps, input.service);
  const configured = deps.launch.repositoryCredential;
  if (!configured) {
    throw new InputError(
      'delivery.launch.repositoryCredential must be set in the app config, to say with what Argo CD reads all repositories: a user name and a password, or an SSH key',
    );
  }
  const credential: CredentialValue =
    'sshPrivateKey' in configured
      ? { kind: 'ssh-key', privateKey: configured.sshPrivateKey }
      : { kind: 'password', ...configured };
  const isSsh = credential.kind === 'ssh-key';
  const forge = forgeOf(deps, host, run);
  const prefix =
    input.prefix ?? templatePrefix(forge, names.group, isSsh ? 'ssh' : 'http');
  assertPrefix(prefix);

  const path = names.gitopsRepository.path;
  const repository = await findRepository(run, forge, path);
  const url = repository && (isSsh ? repository.sshUrl : repository.cloneUrl);
  if (
    url?.toLowerCase().startsWith(prefix.toLowerCase()) &&
    !(await canFetch({ url, credential, signal: run.signal }))
  ) {
    throw new NotAllowedError(
      `The credential of delivery.launch.repositoryCredential does not work: the repository ${path} refuses it`,
    );
  }
  const outcomes: Outcome[] = [];
  for (const { argocd } of byArgocd(placesOf(deps.delivery, names.service))) {
    const { cluster, namespace } = argocd;
    assertReachable({
      address: prefix,
      what: 'The repositories',
      cluster,
      reachesLoopback:
        deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
    });
    const client = deps.clusters.get(cluster);
    await assertAlone(run, client, namespace, prefix);
    outcomes.push(
      await ensureObject(
        { ...run, ledger: undefined },
        client,
        resourceKinds.secret,
        credentialTemplateManifest({
          namespace,
          prefix,
          credential: configured as RepositoryCredential,
        }),
        {
          what: 'credential template',
          removed: ['username', 'password', 'sshPrivateKey'].map(field => [
            'data',
            field,
          ]),
        },
      ),
    );
  }
  return { outcomes, secretName: credentialTemplateName(prefix), prefix };
}

/** Of two templates for one prefix, Argo CD takes whichever it sees first. */
async function assertAlone(
  run: RunContext,
  client: ClusterClient,
  namespace: string,
  prefix: string,
): Promise<void> {
  const templates = await client.list(resourceKinds.secret, {
    namespace,
    labelSelector: 'argocd.argoproj.io/secret-type=repo-creds',
    signal: run.signal,
  });
  const other = templates.find(
    secret =>
      secret.metadata.name !== credentialTemplateName(prefix) &&
      credentialTemplatePrefix(secret)?.toLowerCase() === prefix.toLowerCase(),
  );
  if (other) {
    throw new ConflictError(
      `The Secret ${namespace}/${other.metadata.name} on ${client.name} is a credential template for ${prefix} already, ` +
        'and Argo CD would take either; remove it, or leave out this step',
    );
  }
}
