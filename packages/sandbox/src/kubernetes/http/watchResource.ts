import type { ServerResponse } from 'node:http';
import type { Faults } from '../../faults/Faults.ts';
import type { Clock } from '../../world/Clock.ts';
import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { apiVersionOf } from '../resources/ResourceKind.ts';
import type { KubernetesStore, StoreEvent } from '../store/KubernetesStore.ts';
import { servedSince } from '../resources/servedKinds.ts';
import { checkListOptions } from './checkListOptions.ts';
import { requestFilter } from './listResource.ts';
import type { ResourceRequest } from './ResourceRequest.ts';
import { statusOf } from './respond.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: unknown;
}

/**
 * What a change is to a watch with a selector: an object that the selector starts to take is new
 * to it, and one that it no longer takes is gone.
 */
export function seenThrough(
  isWanted: (object: StoredObject) => boolean,
  event: StoreEvent,
): WatchEvent | undefined {
  const now = isWanted(event.object);
  const before = event.previous ? isWanted(event.previous) : false;
  if (event.type === 'DELETED') {
    return now || before
      ? { type: 'DELETED', object: event.object }
      : undefined;
  }
  if (now) {
    return { type: before ? 'MODIFIED' : 'ADDED', object: event.object };
  }
  return before ? { type: 'DELETED', object: event.object } : undefined;
}

function bookmark(
  request: ResourceRequest,
  resourceVersion: string,
  isEndOfInitial = false,
): WatchEvent {
  return {
    type: 'BOOKMARK',
    object: {
      kind: request.kind.kind,
      apiVersion: apiVersionOf(request.kind),
      metadata: {
        resourceVersion,
        ...(isEndOfInitial
          ? { annotations: { 'k8s.io/initial-events-end': 'true' } }
          : {}),
      },
    },
  };
}

function tooOld(since: string, current: string): WatchEvent {
  return {
    type: 'ERROR',
    object: statusOf(
      new KubernetesApiError(
        410,
        'Expired',
        `too old resource version: ${since} (${current})`,
      ),
    ),
  };
}

const flag = (request: ResourceRequest, name: string) =>
  ['true', '1'].includes(request.query.get(name) ?? '');

/** What the watch begins with, before anything changes. */
function firstEvents(
  request: ResourceRequest,
  store: KubernetesStore,
  isWanted: (object: StoredObject) => boolean,
): WatchEvent[] {
  const since = request.query.get('resourceVersion') ?? '';
  const sendInitial = flag(request, 'sendInitialEvents');
  if (!/^\d*$/.test(since)) {
    const text = JSON.stringify(since);
    // As the API server has it: an error that nobody has given a code.
    throw new KubernetesApiError(
      500,
      '',
      `resourceVersion: Invalid value: ${text}: strconv.ParseUint: parsing ${text}: invalid syntax`,
    );
  }
  if (since === '' || since === '0' || sendInitial) {
    const existing =
      request.query.get('sendInitialEvents') === 'false'
        ? []
        : store
            .list(apiVersionOf(request.kind), request.kind.kind, {
              namespace: request.namespace,
            })
            .filter(isWanted)
            .map((object): WatchEvent => ({ type: 'ADDED', object }));
    return sendInitial && flag(request, 'allowWatchBookmarks')
      ? [...existing, bookmark(request, store.resourceVersion, true)]
      : existing;
  }
  // A kind that was defined later has no past before that.
  const changes =
    Number(since) < servedSince(request.kind, store)
      ? undefined
      : store.changesSince(since);
  return changes
    ? changes.flatMap(event => seenThrough(isWanted, event) ?? [])
    : [tooOld(since, store.resourceVersion)];
}

const longestSeconds = 1800;

/** Streams what happens, one JSON document a line, until time is up or somebody leaves. */
export async function watchResource(
  request: ResourceRequest,
  response: ServerResponse,
  context: {
    store: KubernetesStore;
    clock: Clock;
    faults?: Faults;
    bookmarkMilliseconds: number;
  },
): Promise<void> {
  const { store, clock, faults, bookmarkMilliseconds } = context;
  checkListOptions(request, 'watch');
  const isWanted = requestFilter(request);
  const send = (event: WatchEvent) => {
    response.write(`${JSON.stringify(event)}\n`);
  };
  // Nothing may happen between what has been and what will be.
  const first = firstEvents(request, store, isWanted);
  const unsubscribe = store.subscribe(event => {
    const seen = seenThrough(isWanted, event);
    if (seen) {
      send(seen);
    }
  });

  const ended = new AbortController();
  const stopFaults = faults?.onWatchFault(fault => {
    switch (fault) {
      case 'drop':
        response.destroy();
        return;
      case 'expire':
        send(tooOld('1', store.resourceVersion));
        ended.abort();
        return;
      default:
        fault satisfies never;
    }
  });
  response.on('close', () => ended.abort());

  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
    'transfer-encoding': 'chunked',
  });
  response.flushHeaders();
  first.forEach(send);

  const asked = Number(request.query.get('timeoutSeconds') ?? 0);
  const seconds = asked > 0 ? asked : longestSeconds;
  const end = clock.now().getTime() + seconds * 1000;
  const isExpired = first.some(event => event.type === 'ERROR');
  while (!isExpired && !ended.signal.aborted) {
    const left = end - clock.now().getTime();
    if (left <= 0) {
      break;
    }
    try {
      await clock.sleep(Math.min(left, bookmarkMilliseconds), ended.signal);
    } catch (error) {
      if (!ended.signal.aborted) {
        throw error;
      }
      break;
    }
    if (flag(request, 'allowWatchBookmarks')) {
      send(bookmark(request, store.resourceVersion));
    }
  }
  unsubscribe();
  stopFaults?.();
  response.end();
}
