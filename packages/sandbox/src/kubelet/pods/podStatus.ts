import type { StoredObject } from '../../world/seams.ts';

export interface ContainerState {
  state: Record<string, unknown>;
  lastState: Record<string, unknown>;
  ready: boolean;
  started: boolean;
  restartCount: number;
  imageID: string;
  containerID?: string;
}

export function waitingContainer(reason = 'ContainerCreating'): ContainerState {
  return {
    state: { waiting: { reason } },
    lastState: {},
    ready: false,
    started: false,
    restartCount: 0,
    imageID: '',
  };
}

function condition(
  pod: StoredObject,
  now: string,
  wanted: Record<string, unknown> & { type: string; status: string },
): Record<string, unknown> {
  const known = (pod.status?.conditions ?? []).find(
    (other: any) => other.type === wanted.type,
  );
  return {
    ...wanted,
    lastProbeTime: null,
    lastTransitionTime:
      known?.status === wanted.status ? known.lastTransitionTime : now,
  };
}

function phaseOf(pod: StoredObject, states: ContainerState[]): string {
  const terminated = states.map(
    ({ state }) => state.terminated as { exitCode: number } | undefined,
  );
  const restarts = pod.spec.restartPolicy ?? 'Always';
  if (terminated.every(end => end) && restarts !== 'Always') {
    if (terminated.every(end => end?.exitCode === 0)) {
      return 'Succeeded';
    }
    if (restarts === 'Never') {
      return 'Failed';
    }
  }
  const hasRun = states.some(
    ({ state, restartCount }) =>
      state.running || state.terminated || restartCount > 0,
  );
  return hasRun ? 'Running' : 'Pending';
}

/** The status of a pod on its node, from what its containers do. */
export function derivePodStatus(options: {
  pod: StoredObject;
  containers: Map<string, ContainerState>;
  initContainers: Map<string, ContainerState>;
  isInitialized: boolean;
  hasSandbox: boolean;
  hostIP: string;
  podIP: string | undefined;
  now: string;
}): Record<string, unknown> {
  const { pod, containers, initContainers, hostIP, podIP, now } = options;
  const names: string[] = pod.spec.containers.map((entry: any) => entry.name);
  const states = names.map(name => containers.get(name) ?? waitingContainer());
  const unready = names.filter((_, index) => !states[index].ready);
  const phase = phaseOf(pod, states);
  const isReady = unready.length === 0;
  const readiness = (type: string) =>
    condition(pod, now, {
      type,
      status: isReady ? 'True' : 'False',
      ...(isReady
        ? {}
        : phase === 'Succeeded'
        ? { reason: 'PodCompleted' }
        : {
            reason: 'ContainersNotReady',
            message: `containers with unready status: [${unready.join(' ')}]`,
          }),
    });
  const scheduled = (pod.status?.conditions ?? []).find(
    (other: any) => other.type === 'PodScheduled',
  );
  const describe = (list: any[], known: Map<string, ContainerState>) =>
    list.map(entry => {
      const { containerID, ...state } =
        known.get(entry.name) ?? waitingContainer();
      return {
        name: entry.name,
        ...state,
        image: entry.image,
        ...(containerID ? { containerID } : {}),
      };
    });
  return {
    phase,
    conditions: [
      condition(pod, now, {
        type: 'PodReadyToStartContainers',
        status: options.hasSandbox ? 'True' : 'False',
      }),
      condition(pod, now, {
        type: 'Initialized',
        status: options.isInitialized ? 'True' : 'False',
        ...(options.isInitialized
          ? {}
          : {
              reason: 'ContainersNotInitialized',
              message: `containers with incomplete status: [${(
                pod.spec.initContainers ?? []
              )
                .map((entry: any) => entry.name)
                .join(' ')}]`,
            }),
      }),
      readiness('Ready'),
      readiness('ContainersReady'),
      ...(scheduled ? [scheduled] : []),
    ],
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(podIP ? { podIP, podIPs: [{ ip: podIP }] } : {}),
    startTime: pod.status?.startTime ?? now,
    ...(pod.spec.initContainers?.length
      ? {
          initContainerStatuses: describe(
            pod.spec.initContainers,
            initContainers,
          ),
        }
      : {}),
    containerStatuses: describe(pod.spec.containers, containers),
    qosClass: pod.status?.qosClass,
  };
}
