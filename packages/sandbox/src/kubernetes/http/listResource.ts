import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { badRequest } from '../errors/apiErrors.ts';
import { apiVersionOf } from '../resources/ResourceKind.ts';
import { parseFieldSelector } from '../selectors/fieldSelector.ts';
import {
  matchesLabels,
  parseLabelSelector,
} from '../selectors/labelSelector.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { checkListOptions } from './checkListOptions.ts';
import { objectsAt } from './objectsAt.ts';
import type { ResourceRequest } from './ResourceRequest.ts';

/** Whether an object is one that the request's namespace and selectors take. */
export function requestFilter(
  request: ResourceRequest,
): (object: StoredObject) => boolean {
  const { kind, namespace, name, query } = request;
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(kind, query.get('fieldSelector') ?? '');
  const apiVersion = apiVersionOf(kind);
  return object =>
    object.kind === kind.kind &&
    object.apiVersion === apiVersion &&
    (!namespace || object.metadata.namespace === namespace) &&
    (!name || object.metadata.name === name) &&
    matchesLabels(labels, object.metadata.labels) &&
    fields(object);
}

/** The order in which a cluster keeps its objects. */
function sortKey(object: StoredObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

interface ContinueToken {
  resourceVersion: string;
  after: string;
}

function writeToken(token: ContinueToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(text: string): ContinueToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof token.after === 'string') {
      return {
        resourceVersion: String(token.resourceVersion),
        after: token.after,
      };
    }
  } catch {
    // Told below, like every other token that is none.
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: it was not made by this server',
  );
}

function checkResourceVersion(wanted: string, store: KubernetesStore): void {
  if (!/^\d+$/.test(wanted)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(
        wanted,
      )}: strconv.ParseUint: parsing ${JSON.stringify(wanted)}: invalid syntax`,
    );
  }
  if (Number(wanted) > Number(store.resourceVersion)) {
    throw new KubernetesApiError(
      504,
      'Timeout',
      `Timeout: Too large resource version: ${wanted}, current: ${store.resourceVersion}`,
      {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    );
  }
}

/** Which objects a list shows, as of which moment. */
function planList(
  { query }: ResourceRequest,
  store: KubernetesStore,
): { resourceVersion: string; exact: boolean; limit: number; after?: string } {
  const limit = Math.max(Number(query.get('limit') ?? 0), 0);
  const wanted = query.get('resourceVersion') ?? '';
  const continueText = query.get('continue');
  if (continueText) {
    if (wanted && wanted !== '0') {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    return { ...readToken(continueText), exact: true, limit };
  }
  const newest = { resourceVersion: store.resourceVersion, exact: false };
  if (wanted === '') {
    return { ...newest, limit };
  }
  checkResourceVersion(wanted, store);
  // Whatever is at hand will do, and it is not cut into pages.
  if (wanted === '0') {
    return { ...newest, limit: 0 };
  }
  const isExact =
    query.get('resourceVersionMatch') === 'Exact' ||
    (limit > 0 && !query.get('resourceVersionMatch'));
  return isExact
    ? { resourceVersion: wanted, exact: true, limit }
    : { ...newest, limit };
}

/** A list of objects, whole or a page of it. */
export function listResource(
  request: ResourceRequest,
  store: KubernetesStore,
): object {
  const { kind, query } = request;
  const apiVersion = apiVersionOf(kind);
  checkListOptions(request, 'list');
  const isWanted = requestFilter(request);
  const { resourceVersion, exact, limit, after } = planList(request, store);
  const all = exact
    ? objectsAt(store, kind, resourceVersion)
    : store.list(apiVersion, kind.kind, { namespace: request.namespace });
  if (!all) {
    throw new KubernetesApiError(
      410,
      'Expired',
      after === undefined
        ? 'The resourceVersion for the provided list is too old.'
        : 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  const objects = all
    .filter(isWanted)
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const rest =
    after === undefined
      ? objects
      : objects.filter(object => sortKey(object) > after);
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const left = rest.length - page.length;
  const hasSelector = query.get('labelSelector') || query.get('fieldSelector');
  return {
    kind: `${kind.kind}List`,
    apiVersion,
    metadata: {
      resourceVersion,
      ...(left > 0
        ? {
            continue: writeToken({
              resourceVersion,
              after: sortKey(page[page.length - 1]),
            }),
            ...(hasSelector ? {} : { remainingItemCount: left }),
          }
        : {}),
    },
    items: page.map(object => {
      if (kind.custom) {
        return object;
      }
      // Lists of built-in kinds do not repeat what every item is.
      const { apiVersion: _apiVersion, kind: _kind, ...item } = object;
      return item;
    }),
  };
}
