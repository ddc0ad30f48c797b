import type { KubernetesStore } from '../../kubernetes/index.ts';
import type { Clock } from '../../world/Clock.ts';

export type PullResult = 'ok' | 'unauthorized' | 'not-found' | 'unknown-host';

/** The registry, as a node sees it. */
export interface NodeRegistry {
  canPull(
    image: string,
    credentials?: { username: string; password: string },
  ): Promise<PullResult>;
  /** `sha256:…` of an image that can be pulled, where it is known. */
  digest?(image: string): Promise<string | undefined>;
}

/** How long things take, in milliseconds of the sandbox's time. */
export interface KubeletTimings {
  schedule: number;
  createSandbox: number;
  pull: number;
  start: number;
  ready: number;
  /** Until a container that crashes does so. */
  crash: number;
  /** Until the container of a job is done. */
  complete: number;
  stop: number;
  /** The first back-off; each further one is twice as long, up to the longest. */
  backOff: number;
  longestBackOff: number;
}

export const believableTimings: KubeletTimings = {
  schedule: 100,
  createSandbox: 500,
  pull: 1_500,
  start: 300,
  ready: 2_000,
  crash: 1_500,
  complete: 2_500,
  stop: 1_000,
  backOff: 10_000,
  longestBackOff: 300_000,
};

/** What every part of the kubelet twin works with. */
export interface KubeletContext {
  store: KubernetesStore;
  clock: Clock;
  registry: NodeRegistry;
  timings: KubeletTimings;
  log: (line: string) => void;
  /** Aborted when the twin stops. */
  signal: AbortSignal;
}
