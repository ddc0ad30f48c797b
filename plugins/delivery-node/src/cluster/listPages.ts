import { KubernetesObject, ResourceKind } from './ClusterClient';
import {
  ClusterTransport,
  collectionPath,
  describePlace,
  GoneError,
} from './http';
import { parseObjectPage } from './parseObjects';

const pageSize = 500;

/** A whole list, page after page, and the version that a watch goes on from. */
export async function listPages(
  transport: ClusterTransport,
  resource: ResourceKind,
  options: {
    namespace?: string;
    labelSelector?: string;
    signal?: AbortSignal;
  },
): Promise<{ objects: KubernetesObject[]; resourceVersion?: string }> {
  const objects: KubernetesObject[] = [];
  let resourceVersion: string | undefined;
  let continueToken: string | undefined;
  let startedAgain = false;
  do {
    try {
      const page = parseObjectPage(
        await transport.json({
          method: 'GET',
          path: collectionPath(resource, options.namespace),
          query: {
            labelSelector: options.labelSelector,
            limit: String(pageSize),
            continue: continueToken,
          },
          place: describePlace({ resource, namespace: options.namespace }),
          signal: options.signal,
        }),
        resource,
      );
      objects.push(...page.objects);
      // All pages are of the moment of the first one.
      resourceVersion ??= page.resourceVersion;
      continueToken = page.continueToken;
    } catch (error) {
      if (!(error instanceof GoneError) || startedAgain) {
        throw error;
      }
      // The list was too slow for its continue token: once more, from the start.
      startedAgain = true;
      objects.length = 0;
      resourceVersion = undefined;
      continueToken = undefined;
    }
  } while (continueToken || (startedAgain && resourceVersion === undefined));
  return { objects, resourceVersion };
}
