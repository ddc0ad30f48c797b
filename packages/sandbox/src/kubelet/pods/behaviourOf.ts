import type { StoredObject } from '../../world/seams.ts';

/** How a container of the sandbox behaves. */
export type Behaviour =
  /** Starts and becomes ready; the container of a job ends well. */
  | 'healthy'
  /** Ends with exit code 1 soon after each start. */
  | 'crash'
  /** Is killed for its memory soon after each start. */
  | 'oom'
  /** Runs, and its readiness probe never succeeds. */
  | 'unready'
  /** Finds no node. */
  | 'unschedulable'
  /** Takes long to be pulled and to become ready. */
  | 'slow'
  /** Is thrown out by its node after a while. */
  | 'evicted';

const asked: readonly Behaviour[] = [
  'crash',
  'oom',
  'unready',
  'unschedulable',
  'slow',
  'evicted',
];

export const behaviourAnnotation = 'sandbox.slipway.dev/behaviour';

/** The tag of an image, `latest` when there is none. */
function tagOf(image: string): string {
  return /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1] ?? 'latest';
}

/**
 * How a container behaves: as the pod's annotation asks, or as the tag of its image does
 * (`1.4.2-crash`).
 */
export function behaviourOf(pod: StoredObject, image: string): Behaviour {
  const annotation = pod.metadata.annotations?.[behaviourAnnotation];
  const tag = tagOf(image);
  return (
    asked.find(behaviour => behaviour === annotation) ??
    asked.find(
      behaviour => tag === behaviour || `-${tag}-`.includes(`-${behaviour}-`),
    ) ??
    'healthy'
  );
}
