import { Release } from '@slipway/plugin-delivery-common';
import { PodFacts, ReplicaSetFacts } from '../../parse';
import { conditionOf } from '../common/conditions';
import { imageLabel, parseImage, serviceImage } from '../common/images';
import { say } from '../common/say';
import { isPast, latest } from '../common/times';
import { Workload } from '../common/Workload';
import { findContainerTrouble } from './findContainerTrouble';
import { Finding, finding } from './Finding';

/** How long a pod may run without being ready before that is said. */
const readinessGraceSeconds = 60;
/** How long a pod may wait for a node, as an autoscaler may be adding one. */
const schedulingGraceSeconds = 60;

export interface PodTroubleOptions {
  workload: Workload;
  pods: PodFacts[];
  wantedImages: Release[];
  namespace: string;
  now: Date;
  /** The time for becoming ready is over, whatever the grace. */
  isDeadlineExceeded: boolean;
}

/** What keeps the pods of a workload from being ready: one finding for each cause and image. */
export function findPodTrouble(options: PodTroubleOptions): Finding[] {
  const { workload, pods } = options;
  const findings = workload.relevant
    .filter(it => it.wanted > 0 && it.available < it.wanted)
    .flatMap(replicaSet => {
      const image = serviceImage(replicaSet.images, options.wantedImages);
      const label = image ? imageLabel(image) : workload.name;
      return [
        ...findRefusedPods(replicaSet, label, options.namespace),
        ...pods
          .filter(it => it.owner?.uid === replicaSet.ref.uid)
          .filter(it => it.deletingSince === undefined)
          .flatMap(pod => findTroubleOfPod(pod, label, options) ?? []),
      ];
    });
  return onePerCause(findings);
}

function findTroubleOfPod(
  pod: PodFacts,
  image: string,
  options: PodTroubleOptions,
): Finding | undefined {
  const object = `Pod/${pod.ref.name}`;
  if (pod.reason === 'Evicted') {
    return finding({
      code: 'Evicted',
      what: say('obstacle.evicted.what', { image }),
      next: say('obstacle.evicted.next'),
      object,
      detail: pod.message,
      // Its ReplicaSet makes another one.
      isBlocking: false,
    });
  }
  const unscheduled = findUnscheduled(pod, image, options.now);
  if (unscheduled) return unscheduled;
  for (const container of pod.containers) {
    const trouble = findContainerTrouble(container, {
      object,
      // A sidecar or an init container is called by its own image.
      label:
        container.image === ''
          ? image
          : imageLabel(parseImage(container.image)),
      namespace: options.namespace,
    });
    if (trouble) return { ...trouble, since: readySince(pod) };
  }
  return findNotReady(pod, image, options);
}

function findUnscheduled(
  pod: PodFacts,
  image: string,
  now: Date,
): Finding | undefined {
  const scheduled = conditionOf(pod.conditions, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') {
    return undefined;
  }
  const short = [
    ...new Set(
      [
        ...(scheduled.message ?? '').matchAll(/Insufficient ([\w./-]+\w)/gi),
      ].map(it => it[1]),
    ),
  ];
  const resources = short.join(', ');
  return finding({
    code: 'Unschedulable',
    what:
      short.length > 0
        ? say('obstacle.lackOfRoom.what', { image, resources })
        : say('obstacle.noNode.what', { image }),
    next:
      short.length > 0
        ? say('obstacle.lackOfRoom.next', { resources })
        : say('obstacle.noNode.next'),
    object: `Pod/${pod.ref.name}`,
    detail: scheduled.message,
    since: scheduled.since,
    isBlocking: isPast(scheduled.since, schedulingGraceSeconds, now),
  });
}

function findNotReady(
  pod: PodFacts,
  image: string,
  { now, isDeadlineExceeded }: PodTroubleOptions,
): Finding | undefined {
  const running = pod.containers.filter(it => !it.init);
  const isRunning =
    running.length > 0 && running.every(it => it.runningSince !== undefined);
  if (!isRunning || running.every(it => it.ready)) return undefined;
  const since = latest(
    readySince(pod),
    ...running.filter(it => !it.ready).map(it => it.runningSince),
  );
  if (!isDeadlineExceeded && !isPast(since, readinessGraceSeconds, now)) {
    return undefined;
  }
  const object = `Pod/${pod.ref.name}`;
  return finding({
    code: 'NotReady',
    what: say('obstacle.notReady.what', { image }),
    next: say('obstacle.notReady.next', { object }),
    object,
    detail: conditionOf(pod.conditions, 'Ready')?.message,
    since,
  });
}

function findRefusedPods(
  replicaSet: ReplicaSetFacts,
  image: string,
  namespace: string,
): Finding[] {
  const failure = conditionOf(replicaSet.conditions, 'ReplicaFailure');
  if (failure?.status !== 'True') return [];
  const isQuota = /exceeded quota|failed quota/.test(failure.message ?? '');
  return [
    finding({
      code: isQuota ? 'QuotaExceeded' : 'PodsRefused',
      what: isQuota
        ? say('obstacle.quota.what', { image, namespace })
        : say('obstacle.podsRefused.what', { image }),
      next: isQuota
        ? say('obstacle.quota.next', { namespace })
        : say('obstacle.podsRefused.next'),
      object: `ReplicaSet/${replicaSet.ref.name}`,
      detail: failure.message,
      since: failure.since,
    }),
  ];
}

function readySince(pod: PodFacts): string | undefined {
  const ready = conditionOf(pod.conditions, 'Ready');
  return ready?.status === 'False' ? ready.since : undefined;
}

/** Pods come and go: the cause and the image make the finding, not the pod's name. */
function onePerCause(findings: Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const it of findings) {
    const key = `${it.code} ${it.what.params?.image ?? ''}`;
    const known = found.get(key);
    if (!known || (known.isVague && !it.isVague)) found.set(key, it);
  }
  return [...found.values()];
}
