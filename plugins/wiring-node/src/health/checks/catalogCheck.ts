import { fault } from '../fault';
import { Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';

/** What the catalog has: the location, and on the entity what the service's page finds its things by. */
export async function checkCatalog(
  look: WiringLook,
  url: string,
  options: {
    /** Whether a launch has registered the location; else it may have been discovered. */
    isRegistered: boolean;
    annotations: Readonly<Record<string, string>> | undefined;
  },
): Promise<Sighting> {
  const { isRegistered, annotations } = options;
  const isThere =
    !isRegistered ||
    (await look.once(`location ${url}`, () =>
      look.deps.catalog.hasLocation(url),
    ));
  if (!isThere) {
    return { faults: [fault('location-missing', { url })], webUrl: url };
  }
  return annotations === undefined
    ? {
        faults: [],
        unknownBecause: 'Nothing is known of the annotations of the entity',
        webUrl: url,
      }
    : {
        faults: judgeAnnotations(annotations, expectedAnnotations(look)),
        webUrl: url,
      };
}

/** By these the page finds the repositories, the Applications and the workloads. */
export function expectedAnnotations({
  names,
  forge,
  host,
}: Pick<WiringLook, 'names' | 'host'> & {
  forge: Pick<WiringLook['forge'], 'kind'>;
}): Record<string, string> {
  const { service, appRepository } = names;
  return {
    'backstage.io/kubernetes-id': service,
    'argocd/app-selector': `backstage.io/kubernetes-id=${service}`,
    ...(forge.kind === 'gitlab'
      ? {
          'gitlab.com/project-slug': appRepository.path,
          'gitlab.com/instance': host,
        }
      : { 'github.com/project-slug': appRepository.path }),
  };
}

export function judgeAnnotations(
  annotations: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): WiringFault[] {
  const wrong = Object.keys(expected).filter(
    // Applications are found by their name as well.
    key =>
      annotations[key] !== expected[key] &&
      !(key === 'argocd/app-selector' && annotations['argocd/app-name']),
  );
  return wrong.length > 0
    ? [
        fault('annotations-missing', {
          annotations: wrong.map(key => `${key}: ${expected[key]}`).join(', '),
        }),
      ]
    : [];
}
