import { KubernetesObject, resourceKinds } from '@slipway/plugin-delivery-node';
import {
  readRepositorySecret,
  repositorySecretManifest,
} from '@slipway/plugin-gitops-common';
import { byArgocd, Place, placesOf } from '../../cluster';
import { canFetch } from '../../forge';
import { repositorySecretValue } from '../../wiring/argocdRepository';
import { identityOf } from '../../wiring/credential';
import { fault } from '../fault';
import { NotLookedAtError, Sighting } from '../Sighting';
import { WiringLook } from '../WiringLook';
import {
  judgeFields,
  judgePresence,
  ObjectNames,
  objectParams,
} from './judgeObject';

/** The Secret with which an Argo CD reads the GitOps repository, and what it holds against the forge. */
export async function checkRepositorySecret(
  look: WiringLook,
  argocd: Place['argocd'],
): Promise<Sighting> {
  const { names } = look;
  const { cluster, namespace } = argocd;
  const about: ObjectNames = {
    kind: 'Secret',
    namespace,
    name: names.argocdRepositorySecret,
    cluster,
  };
  const options = { service: names.service };
  const current = await repositorySecret(look, argocd);
  const faults = judgePresence(current, about, options);
  if (faults.length > 0 || !current) {
    return { faults };
  }
  const gitops = await look.usable(names.gitopsRepository.path);
  const url = look.forge.credentials.readUrl(gitops);
  const value = repositorySecretValue(current);
  const held = readRepositorySecret(current);
  const works =
    value !== undefined &&
    (await look.once(`fetch ${cluster} ${namespace}`, signal =>
      canFetch({ url, credential: value, signal }),
    ));
  if (!works || !held) {
    await assertReadCredential(look);
    return {
      faults: [
        fault('repository-secret-refused', {
          ...objectParams(about),
          path: gitops.path,
        }),
      ],
    };
  }
  const wanted = repositorySecretManifest({
    ...held,
    name: names.argocdRepositorySecret,
    namespace,
    service: names.service,
    url,
    project: names.appProject,
  });
  return {
    faults: judgeFields(current, wanted, about, {
      ...options,
      as: fields =>
        /data\.|secret-type/.test(fields)
          ? 'repository-secret-elsewhere'
          : 'item-changed',
    }),
  };
}

/** By what the forge knows those that the Secrets of all Argo CDs hold. */
export async function heldInRepositorySecrets(
  look: WiringLook,
): Promise<Array<string | undefined>> {
  const places = placesOf(look.deps.delivery, look.names.service);
  const secrets = await Promise.all(
    byArgocd(places).map(({ argocd }) => repositorySecret(look, argocd)),
  );
  return secrets.flatMap(secret => {
    const value = repositorySecretValue(secret);
    return value ? [identityOf(value)] : [];
  });
}

function repositorySecret(
  look: WiringLook,
  { cluster, namespace }: Place['argocd'],
): Promise<KubernetesObject | undefined> {
  return look.object(cluster, resourceKinds.secret, {
    namespace,
    name: look.names.argocdRepositorySecret,
  });
}

/** Without a credential on the forge no Secret works, and that is told of the credential. */
async function assertReadCredential(look: WiringLook): Promise<void> {
  const { tokens, gitopsRepository } = look.names;
  const { path } = gitopsRepository;
  const held = await look.credentials(path, 'read', tokens.argocd);
  if (!held.some(({ active }) => active)) {
    throw new NotLookedAtError(`the credential ${tokens.argocd} of ${path}`);
  }
}
