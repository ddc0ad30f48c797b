import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { keyOf } from '../control/objectKey.ts';
import { type EventContent, recordEvent } from '../control/recordEvent.ts';
import { timestamp } from '../control/timestamp.ts';
import {
  type ContainerState,
  derivePodStatus,
  waitingContainer,
} from './podStatus.ts';

/** What a node knows of one pod, and how it tells the cluster. */
export class PodWorker {
  readonly context: KubeletContext;
  readonly pod: StoredObject;
  readonly signal: AbortSignal;
  readonly containers = new Map<string, ContainerState>();
  readonly initContainers = new Map<string, ContainerState>();
  hasSandbox = false;
  isInitialized: boolean;
  #hostIP: string;
  #podIP: string;

  constructor(options: {
    context: KubeletContext;
    pod: StoredObject;
    signal: AbortSignal;
    hostIP: string;
    podIP: string;
  }) {
    this.context = options.context;
    this.pod = options.pod;
    this.signal = options.signal;
    this.#hostIP = options.hostIP;
    this.#podIP = options.podIP;
    this.isInitialized = !options.pod.spec.initContainers?.length;
  }

  now(): string {
    return timestamp(this.context.clock.now());
  }

  sleep(milliseconds: number): Promise<void> {
    return this.context.clock.sleep(milliseconds, this.signal);
  }

  /** Changes what a container does, and publishes it. */
  set(
    container: { name: string },
    change: Partial<ContainerState>,
    list = this.containers,
  ): void {
    list.set(container.name, {
      ...(list.get(container.name) ?? waitingContainer()),
      ...change,
    });
    this.publish();
  }

  stateOf(container: { name: string }): ContainerState {
    return this.containers.get(container.name) ?? waitingContainer();
  }

  publish(extra: Record<string, unknown> = {}): void {
    const live = this.live();
    if (!live) {
      return;
    }
    const status = {
      ...derivePodStatus({
        pod: live,
        containers: this.containers,
        initContainers: this.initContainers,
        isInitialized: this.isInitialized,
        hasSandbox: this.hasSandbox,
        hostIP: this.#hostIP,
        podIP: this.hasSandbox ? this.#podIP : undefined,
        now: this.now(),
      }),
      ...extra,
    };
    if (!isDeepStrictEqual(live.status, status)) {
      this.context.store.updateStatus({ ...live, status });
    }
  }

  /** The pod as it is now; undefined when it is gone or another one has its name. */
  live(): StoredObject | undefined {
    const live = this.context.store.get(keyOf(this.pod));
    return live?.metadata.uid === this.pod.metadata.uid ? live : undefined;
  }

  tell(
    content: Omit<EventContent, 'component' | 'host'>,
    container?: { name: string },
  ): void {
    recordEvent(this.context, this.live() ?? this.pod, {
      ...content,
      component: 'kubelet',
      host: this.pod.spec.nodeName,
      ...(container ? { fieldPath: `spec.containers{${container.name}}` } : {}),
    });
  }

  /** Takes the pod out of the cluster, its grace period over. */
  remove(): void {
    try {
      this.context.store.remove(keyOf(this.pod), {
        gracePeriodSeconds: 0,
        preconditions: { uid: this.pod.metadata.uid },
      });
    } catch (error) {
      if (
        !(error instanceof KubernetesApiError) ||
        ![404, 409].includes(error.code)
      ) {
        throw error;
      }
    }
  }
}

export function newContainerId(): string {
  return `containerd://${randomBytes(32).toString('hex')}`;
}
