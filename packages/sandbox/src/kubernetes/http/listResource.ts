import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { badRequest } from '../errors/apiErrors.ts';
import { apiVersionOf } from '../resources/ResourceKind.ts';
import { parseFieldSelector } from '../selectors/fieldSelector.ts';
import {
  matchesLabels,
  parseLabelSelector,
} from '../selectors/labelSelector.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
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
  throw badRequest('continue key is not valid: it was not made by this server');
}

function checkResourceVersion(
  request: ResourceRequest,
  store: KubernetesStore,
): void {
  const wanted = request.query.get('resourceVersion') ?? '';
  const match = request.query.get('resourceVersionMatch');
  if (wanted === '' || wanted === '0') {
    return;
  }
  if (!/^\d+$/.test(wanted)) {
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(
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
  if (match === 'Exact' && !store.changesSince(wanted)) {
    throw new KubernetesApiError(
      410,
      'Expired',
      'The resourceVersion for the provided list is too old.',
    );
  }
}

/** A list of objects, whole or a page of it. */
export function listResource(
  request: ResourceRequest,
  store: KubernetesStore,
): object {
  const { kind, query } = request;
  const apiVersion = apiVersionOf(kind);
  const isWanted = requestFilter(request);
  checkResourceVersion(request, store);
  const objects = store
    .list(apiVersion, kind.kind, { namespace: request.namespace })
    .filter(isWanted)
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

  const continueText = query.get('continue');
  const token = continueText ? readToken(continueText) : undefined;
  const resourceVersion = token?.resourceVersion ?? store.resourceVersion;
  if (token && !store.changesSince(token.resourceVersion)) {
    throw new KubernetesApiError(
      410,
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  const rest = token
    ? objects.filter(object => sortKey(object) > token.after)
    : objects;
  const limit = Number(query.get('limit') ?? 0);
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
