import type { Clock } from '../../world/Clock.ts';
import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import type { RolloutEvent } from '../decide/deriveConditions.ts';
import { timestamp } from '../model/conditions.ts';

export interface EventRecorderOptions {
  store: ClusterStore;
  clock: Clock;
  /** Who reports, such as `rollouts-controller`. */
  component: string;
  /** An event that cannot be written is told here, and nothing else stops. */
  onError(error: unknown): void;
}

/** Writes Kubernetes Events about objects; the same one again only raises its count. */
export class EventRecorder {
  #options: EventRecorderOptions;
  #known = new Map<string, { name: string; count: number }>();
  #sequence = 0;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
  }

  record(about: StoredObject, event: RolloutEvent): void {
    const { metadata } = about;
    const key = [metadata.uid, event.reason, event.message].join('\n');
    try {
      const known = this.#known.get(key);
      if (known) {
        this.#countUp(about, known);
      } else {
        this.#known.set(key, { name: this.#create(about, event), count: 1 });
      }
    } catch (error) {
      this.#known.delete(key);
      this.#options.onError(error);
    }
  }

  #countUp(about: StoredObject, known: { name: string; count: number }): void {
    known.count += 1;
    this.#options.store.mergePatch(
      {
        apiVersion: 'v1',
        kind: 'Event',
        namespace: about.metadata.namespace,
        name: known.name,
      },
      {
        count: known.count,
        lastTimestamp: timestamp(this.#options.clock.now()),
      },
    );
  }

  #create(about: StoredObject, event: RolloutEvent): string {
    const { store, clock, component } = this.#options;
    const { name, namespace, uid, resourceVersion } = about.metadata;
    this.#sequence += 1;
    const now = clock.now();
    const suffix = now.getTime() * 1_000 + (this.#sequence % 1_000);
    const eventName = `${name}.${suffix.toString(16)}`;
    store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: eventName, namespace },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        namespace,
        uid,
        resourceVersion,
      },
      reason: event.reason,
      message: event.message,
      type: event.type ?? 'Normal',
      count: 1,
      firstTimestamp: timestamp(now),
      lastTimestamp: timestamp(now),
      source: { component },
      reportingComponent: component,
      reportingInstance: '',
    });
    return eventName;
  }
}
