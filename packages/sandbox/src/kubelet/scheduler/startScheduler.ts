import type { Running, StoredObject } from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { keyOf } from '../control/objectKey.ts';
import { recordEvent } from '../control/recordEvent.ts';
import {
  type Reconciled,
  startController,
} from '../control/startController.ts';
import { timestamp } from '../control/timestamp.ts';
import { findCondition } from '../pods/podConditions.ts';
import { planPlacement } from './planPlacement.ts';

const component = 'default-scheduler';
const retryMilliseconds = 10_000;

function withCondition(pod: StoredObject, condition: Record<string, unknown>) {
  return {
    ...pod.status,
    conditions: [
      ...(pod.status?.conditions ?? []).filter(
        (other: any) => other.type !== condition.type,
      ),
      condition,
    ],
  };
}

function bind(context: KubeletContext, pod: StoredObject, node: string): void {
  const bound = context.store.patch(
    keyOf(pod),
    live => ({
      ...live,
      spec: { ...live.spec, nodeName: node },
      status: withCondition(live, {
        type: 'PodScheduled',
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: timestamp(context.clock.now()),
      }),
    }),
    { subresource: 'binding' },
  );
  recordEvent(context, bound, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`,
    component,
  });
}

function refuse(
  context: KubeletContext,
  pod: StoredObject,
  message: string,
): void {
  const known = findCondition(pod, 'PodScheduled');
  if (known?.message !== message) {
    context.store.updateStatus({
      ...pod,
      status: withCondition(pod, {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null,
        lastTransitionTime:
          known?.lastTransitionTime ?? timestamp(context.clock.now()),
        reason: 'Unschedulable',
        message,
      }),
    });
  }
  recordEvent(context, pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component,
  });
}

function reconcile(context: KubeletContext, pod: StoredObject): Reconciled {
  if (pod.spec?.nodeName || pod.metadata.deletionTimestamp) {
    return undefined;
  }
  const { store, clock, timings } = context;
  const age =
    clock.now().getTime() - Date.parse(pod.metadata.creationTimestamp);
  if (age < timings.schedule) {
    return { againAfter: timings.schedule - Math.max(0, age) };
  }
  const placement = planPlacement(
    pod,
    store.list('v1', 'Node'),
    store.list('v1', 'Pod'),
  );
  switch (placement.type) {
    case 'bind':
      bind(context, pod, placement.node);
      return undefined;
    case 'unschedulable':
      refuse(context, pod, placement.message);
      return { againAfter: retryMilliseconds };
    default:
      return placement satisfies never;
  }
}

/** Gives every new pod a node, or says why there is none for it. */
export function startScheduler(context: KubeletContext): Running {
  return startController({
    name: component,
    apiVersion: 'v1',
    kind: 'Pod',
    context,
    concerns: () => undefined,
    reconcile: pod => reconcile(context, pod),
  });
}
