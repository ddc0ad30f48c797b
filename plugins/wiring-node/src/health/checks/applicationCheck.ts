import { toError } from '@backstage/errors';
import { KubernetesObject, resourceKinds } from '@slipway/plugin-delivery-node';
import { parseImageReference } from '@slipway/plugin-gitops-common';
import { Place, placesOf } from '../../cluster';
import { registryUrl } from '../../config';
import { hasImage } from '../../forge';
import {
  removedFromApplications,
  serviceApplication,
} from '../../wiring/application';
import { deriveSourcePattern } from '../deriveSourcePattern';
import { fault } from '../fault';
import { Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';
import { judgeFields, judgePresence, ObjectNames } from './judgeObject';
import { readUrlOf } from './projectCheck';
import { registryOf, workingLogin } from './pullSecretCheck';

/** The Application of an environment, and the image that it is asked to run. */
export async function checkApplication(
  look: WiringLook,
  place: Place,
  options: {
    entityRef: string;
    /** Where the launch put the manifests, where that is known. */
    launched?: string;
    image?: string;
  },
): Promise<Sighting> {
  const { names } = look;
  const all = await Promise.all(
    placesOf(look.deps.delivery, names.service).map(async one => ({
      environment: one.environment.name,
      application: await applicationAt(look, one),
    })),
  );
  const current = await applicationAt(look, place);
  const about: ObjectNames = {
    kind: 'Application',
    namespace: place.argocd.namespace,
    name: names.application(place.environment.name),
    cluster: place.argocd.cluster,
  };
  const pattern = deriveSourcePattern(names, all);
  const faults = judgePresence(current, about, {
    service: names.service,
    missing: pattern ? 'item-missing' : 'application-lost',
  });
  if (faults.length > 0 || !current) {
    return { faults };
  }
  const source = sourceOf(current);
  const wanted = serviceApplication({
    names,
    place,
    input: { ...(pattern ?? source), entityRef: options.entityRef },
    repoURL: await readUrlOf(look),
    branch: (await branchOf(look, options.launched)) ?? source.targetRevision,
  });
  const differing = judgeFields(current, wanted, about, {
    service: names.service,
    removed: removedFromApplications,
    as: fields =>
      /spec\.(source|project|destination)/.test(fields)
        ? 'application-elsewhere'
        : 'item-changed',
  });
  const image = options.image
    ? await checkImage(look, place, options.image)
    : { faults: [] };
  return { ...image, faults: [...differing, ...image.faults] };
}

/** What it follows now, for what nobody knows better. */
function sourceOf(application: KubernetesObject): {
  path: string;
  targetRevision: string;
} {
  const { source } = (application.spec ?? {}) as {
    source?: { path?: string; targetRevision?: string };
  };
  return {
    path: source?.path ?? '',
    targetRevision: source?.targetRevision ?? '',
  };
}

/** What it is to follow; undefined while that is told of the repository. */
async function branchOf(
  look: WiringLook,
  launched: string | undefined,
): Promise<string | undefined> {
  const repository = await look.repository(look.names.gitopsRepository.path);
  const branch = repository?.defaultBranch;
  return launched === undefined || launched === branch ? branch : undefined;
}

/** Whether the image that the GitOps repository asks for is there for the nodes. */
async function checkImage(
  look: WiringLook,
  place: Place,
  image: string,
): Promise<Sighting> {
  try {
    const { registry, repository, tag, digest } = parseImageReference(image);
    if (registry !== registryOf(look)) {
      // Nobody has told with what others' registries are asked.
      return { faults: [] };
    }
    const credential = await workingLogin(look, place);
    const isThere = await look.once(`image ${image}`, signal =>
      hasImage({
        registryUrl: registryUrl(registry),
        repository,
        reference: digest ?? tag ?? 'latest',
        credential,
        signal,
      }),
    );
    return isThere === undefined
      ? {
          faults: [],
          unknownBecause: `The image ${image} may not be looked at with the pull secret`,
        }
      : { faults: judgeImage(isThere, place, image) };
  } catch (error) {
    return {
      faults: [],
      unknownBecause: `The image: ${toError(error).message}`,
    };
  }
}

export function judgeImage(
  isThere: boolean,
  { environment }: Pick<Place, 'environment'>,
  image: string,
): WiringFault[] {
  return isThere
    ? []
    : [fault('image-missing', { environment: environment.name, image })];
}

function applicationAt(
  look: WiringLook,
  { argocd, environment }: Place,
): Promise<KubernetesObject | undefined> {
  return look.object(argocd.cluster, resourceKinds.application, {
    namespace: argocd.namespace,
    name: look.names.application(environment.name),
  });
}
