import { KubernetesObject, resourceKinds } from '@slipway/plugin-delivery-node';
import {
  dockerConfigSecretManifest,
  readDockerConfigSecret,
} from '@slipway/plugin-gitops-common';
import { InputError } from '@backstage/errors';
import { Place, placesOf } from '../../cluster';
import { registryUrl } from '../../config';
import { canPull } from '../../forge';
import { fingerprintOf } from '../../ledger';
import { fault } from '../fault';
import { NotLookedAtError, Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';
import {
  judgeFields,
  judgePresence,
  ObjectNames,
  objectParams,
} from './judgeObject';
import { assertNamespace } from './namespaceCheck';

export interface Login {
  username: string;
  password: string;
}

/** The Secret with which the nodes of an environment pull, and what it holds against the registry. */
export async function checkPullSecret(
  look: WiringLook,
  place: Place,
): Promise<Sighting> {
  const { names, deps } = look;
  const { cluster, namespace, environment } = place;
  await assertNamespace(look, place);
  const registry = registryOf(look);
  const about: ObjectNames = {
    kind: 'Secret',
    namespace,
    name: names.pullSecret,
    cluster,
  };
  const options = { service: names.service };
  const current = await pullSecret(look, place);
  const faults = judgePresence(current, about, options);
  if (faults.length > 0 || !current) {
    return { faults };
  }
  const configured = deps.launch.registry;
  if (configured && !(await pulls(look, configured))) {
    const [first] = placesOf(deps.delivery, names.service);
    if (first.environment.name !== environment.name) {
      throw new NotLookedAtError('the credential of delivery.launch.registry');
    }
    return {
      faults: [
        fault('registry-login-refused', {
          registry,
          path: names.appRepository.path,
        }),
      ],
    };
  }
  const held = readDockerConfigSecret(current, registry);
  const works = held !== undefined && (await pulls(look, held));
  if (!works && !configured) {
    await assertPullCredential(look);
  }
  const wanted =
    held &&
    dockerConfigSecretManifest({
      name: names.pullSecret,
      namespace,
      service: names.service,
      environment: environment.name,
      registry,
      ...held,
    });
  return {
    faults: [
      ...judgeLogin({ works, held, configured }, about, registry),
      ...(works && wanted ? judgeFields(current, wanted, about, options) : []),
    ],
  };
}

export function judgeLogin(
  seen: { works: boolean; held?: Login; configured?: Login },
  about: ObjectNames,
  registry: string,
): WiringFault[] {
  const { works, held, configured } = seen;
  const isOutdated =
    configured !== undefined &&
    (held?.username !== configured.username ||
      held.password !== configured.password);
  if (!works) {
    return [fault('pull-secret-refused', { ...objectParams(about), registry })];
  }
  return isOutdated
    ? [
        fault('item-changed', {
          ...objectParams(about),
          fields: 'the credential of delivery.launch.registry',
        }),
      ]
    : [];
}

/** The user names that the pull Secrets hold, all of them. */
export async function heldInPullSecrets(look: WiringLook): Promise<string[]> {
  const registry = registryOf(look);
  const places = placesOf(look.deps.delivery, look.names.service);
  const secrets = await Promise.all(places.map(one => pullSecret(look, one)));
  return secrets.flatMap(
    secret => readDockerConfigSecret(secret, registry)?.username ?? [],
  );
}

/** What the nodes of an environment pull with, where it works. */
export async function workingLogin(
  look: WiringLook,
  place: Place,
): Promise<Login> {
  const held = readDockerConfigSecret(
    await pullSecret(look, place),
    registryOf(look),
  );
  if (!held || !(await pulls(look, held))) {
    throw new NotLookedAtError(
      `the pull secret in ${place.namespace} on ${place.cluster}`,
    );
  }
  return held;
}

export function registryOf({ deps }: WiringLook): string {
  const { registryHost } = deps.launch;
  if (!registryHost) {
    throw new InputError(
      'delivery.launch.registryHost must be set in the app config, to say where images are',
    );
  }
  return registryHost;
}

function pullSecret(
  look: WiringLook,
  { cluster, namespace }: Place,
): Promise<KubernetesObject | undefined> {
  return look.object(cluster, resourceKinds.secret, {
    namespace,
    name: look.names.pullSecret,
  });
}

async function pulls(look: WiringLook, credential: Login): Promise<boolean> {
  const { path } = look.names.appRepository;
  await look.usable(path);
  return look.once(`pull ${fingerprintOf(credential)}`, signal =>
    canPull({
      registryUrl: registryUrl(registryOf(look)),
      repository: path,
      credential,
      signal,
    }),
  );
}

/** Without a credential on the forge no Secret works, and that is told of the credential. */
async function assertPullCredential(look: WiringLook): Promise<void> {
  const { tokens, appRepository } = look.names;
  const { path } = appRepository;
  const held = await look.credentials(path, 'pull', tokens.registryPull);
  if (!held.some(({ active }) => active)) {
    throw new NotLookedAtError(
      `the credential ${tokens.registryPull} of ${path}`,
    );
  }
}
