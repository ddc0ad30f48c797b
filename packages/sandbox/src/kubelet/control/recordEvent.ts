import { randomBytes } from 'node:crypto';
import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import type { KubeletContext } from './KubeletContext.ts';
import { timestamp } from './timestamp.ts';

export interface EventContent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** `kubelet`, `replicaset-controller`, … */
  component: string;
  /** The node, for what a kubelet says. */
  host?: string;
  /** `spec.containers{web}` */
  fieldPath?: string;
}

/** Names of the events that were told, by what they tell, for each cluster. */
const told = new WeakMap<KubeletContext['store'], Map<string, string>>();

function findTold(
  store: KubeletContext['store'],
  namespace: string,
  identity: string,
): StoredObject | undefined {
  const names = told.get(store) ?? new Map<string, string>();
  told.set(store, names);
  const name = names.get(identity);
  const event =
    name === undefined
      ? undefined
      : store.get({ apiVersion: 'v1', kind: 'Event', namespace, name });
  if (!event) {
    names.delete(identity);
  }
  return event;
}

/** Tells what happened to an object; what happens again is counted. */
export function recordEvent(
  context: Pick<KubeletContext, 'store' | 'clock'>,
  object: StoredObject,
  content: EventContent,
): void {
  const { store, clock } = context;
  const namespace = object.metadata.namespace ?? 'default';
  const now = timestamp(clock.now());
  const identity = JSON.stringify([object.metadata.uid, content]);
  const known = findTold(store, namespace, identity);
  try {
    if (known) {
      store.update({
        ...known,
        count: (known.count ?? 1) + 1,
        lastTimestamp: now,
      });
      return;
    }
    const event = store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${object.metadata.name}.${randomBytes(8).toString('hex')}`,
        namespace,
      },
      involvedObject: {
        kind: object.kind,
        namespace,
        name: object.metadata.name,
        uid: object.metadata.uid,
        apiVersion: object.apiVersion,
        resourceVersion: object.metadata.resourceVersion,
        ...(content.fieldPath ? { fieldPath: content.fieldPath } : {}),
      },
      reason: content.reason,
      message: content.message,
      source: {
        component: content.component,
        ...(content.host ? { host: content.host } : {}),
      },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type: content.type,
      eventTime: null,
      reportingComponent: content.component,
      reportingInstance: content.host ?? '',
    });
    told.get(store)?.set(identity, event.metadata.name);
  } catch (error) {
    // A namespace that is going takes no more events.
    if (
      !(error instanceof KubernetesApiError) ||
      ![403, 404, 409].includes(error.code)
    ) {
      throw error;
    }
  }
}
