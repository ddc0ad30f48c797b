import { Frame } from './replayRecording';

/**
 * What has to be true of the raw objects for what a person is told about them. These look at the
 * objects themselves and share nothing with `derive`.
 */
export interface Truth {
  name: string;
  /** Whether it says anything about this frame. */
  applies: (frame: Frame) => boolean;
  holds: (frame: Frame) => boolean;
}

/** A raw object, loosely typed: these are assertions about JSON. */
type Raw = any;

function all(frame: Frame, kind: string): Raw[] {
  return [...frame.raw.values()].filter(it => it.kind === kind);
}

function application(frame: Frame): Raw | undefined {
  return all(frame, 'Application').at(0);
}

function applicationConditions(frame: Frame): string[] {
  return (application(frame)?.status?.conditions ?? []).map(
    (it: Raw) => it.type,
  );
}

function isObserved(rollout: Raw): boolean {
  return (
    String(rollout.status?.observedGeneration) ===
    String(rollout.metadata.generation)
  );
}

function condition(object: Raw, type: string): Raw | undefined {
  return (object.status?.conditions ?? []).find((it: Raw) => it.type === type);
}

function isReady(pod: Raw): boolean {
  const statuses: Raw[] = pod.status?.containerStatuses ?? [];
  return statuses.length > 0 && statuses.every(it => it.ready);
}

function tagOf(image: string): string {
  return image.split(':').at(-1) ?? '';
}

/** The tags that pods which are ready run; a deleted one serves until it is gone. */
function servingTags(frame: Frame): string[] {
  const ofPods = all(frame, 'Pod')
    .filter(isReady)
    .flatMap(it => it.spec.containers.map((c: Raw) => tagOf(c.image)));
  // Counts of ReplicaSets follow their pods by some milliseconds.
  const ofReplicaSets = all(frame, 'ReplicaSet')
    .filter(it => (it.status?.availableReplicas ?? 0) > 0)
    .flatMap(it =>
      it.spec.template.spec.containers.map((c: Raw) => tagOf(c.image)),
    );
  return [...ofPods, ...ofReplicaSets];
}

export function isRolloutWell(frame: Frame, rollout: Raw): boolean {
  const { status, spec } = rollout;
  const current = all(frame, 'ReplicaSet').find(
    it =>
      it.metadata.labels?.['rollouts-pod-template-hash'] ===
      status?.currentPodHash,
  );
  return (
    isObserved(rollout) &&
    status.phase === 'Healthy' &&
    status.abort !== true &&
    !spec.paused &&
    (status.pauseConditions ?? []).length === 0 &&
    status.stableRS === status.currentPodHash &&
    (status.availableReplicas ?? 0) >= spec.replicas &&
    (current?.status?.availableReplicas ?? 0) >= spec.replicas &&
    (!spec.strategy.blueGreen ||
      status.blueGreen.activeSelector === status.currentPodHash)
  );
}

function isDeploymentWell(frame: Frame, deployment: Raw): boolean {
  const { metadata, spec, status } = deployment;
  const isSeen = all(frame, 'ReplicaSet').some(
    it =>
      (it.status?.availableReplicas ?? 0) >= spec.replicas &&
      it.spec.template.spec.containers[0].image ===
        spec.template.spec.containers[0].image,
  );
  return (
    isSeen &&
    status?.observedGeneration === metadata.generation &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas &&
    status.replicas === spec.replicas
  );
}

function isApplicationWell(frame: Frame): boolean {
  const app = application(frame);
  if (!app) return true;
  const { status, operation } = app;
  const isOther =
    operation !== undefined &&
    operation.sync?.revision !== status?.sync?.revision;
  const last = status?.operationState;
  const isComparedBefore =
    last?.syncResult?.revision !== status?.sync?.revision &&
    status?.reconciledAt <= last?.finishedAt;
  return (
    status?.sync?.status === 'Synced' &&
    status.health?.status === 'Healthy' &&
    (status.history ?? []).length > 0 &&
    !isOther &&
    !isComparedBefore &&
    !applicationConditions(frame).some(it => it.endsWith('Error'))
  );
}

export function isAllWell(frame: Frame): boolean {
  const rollouts = all(frame, 'Rollout');
  const deployments = all(frame, 'Deployment');
  return (
    rollouts.length + deployments.length > 0 &&
    rollouts.every(it => isRolloutWell(frame, it)) &&
    deployments.every(it => isDeploymentWell(frame, it)) &&
    isApplicationWell(frame)
  );
}

const badWaits = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'CrashLoopBackOff',
]);

function hasFailed(frame: Frame): boolean {
  const operation = application(frame)?.status?.operationState;
  return (
    all(frame, 'Rollout').some(
      it => it.status?.phase === 'Degraded' || it.status?.abort === true,
    ) ||
    all(frame, 'Deployment').some(
      it => condition(it, 'Progressing')?.status === 'False',
    ) ||
    all(frame, 'Pod').some(it =>
      (it.status?.containerStatuses ?? []).some((c: Raw) =>
        badWaits.has(c.state?.waiting?.reason),
      ),
    ) ||
    applicationConditions(frame).some(it => it.endsWith('Error')) ||
    ['Failed', 'Error'].includes(operation?.phase) ||
    (operation?.retryCount ?? 0) > 0
  );
}

function isHeld(rollout: Raw): boolean {
  return (
    rollout.status?.abort !== true &&
    (rollout.spec.paused === true ||
      (rollout.status?.pauseConditions ?? []).length > 0)
  );
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

function says(frame: Frame, ...keys: string[]): boolean {
  return keys.includes(frame.state.sentence.key);
}

function param(frame: Frame, name: string): string | undefined {
  const value = frame.state.sentence.params?.[name];
  return value === undefined ? undefined : String(value);
}

export const truths: Truth[] = [
  {
    name: 'healthy is said only where all that is wanted runs and is well',
    applies: ({ state }) => state.standing === 'healthy',
    holds: frame => isAllWell(frame) && servingTags(frame).length > 0,
  },
  {
    name: 'a progress is told only while something is not done',
    applies: ({ state }) => state.standing === 'progressing',
    holds: frame => !isAllWell(frame),
  },
  {
    name: 'paused is said only where a pause holds and nothing is aborted',
    applies: ({ state }) => state.standing === 'paused',
    holds: frame => all(frame, 'Rollout').some(isHeld),
  },
  {
    name: 'degraded is said only where something has failed',
    applies: ({ state }) => state.standing === 'degraded',
    holds: hasFailed,
  },
  {
    name: 'empty is said only where nothing serves',
    applies: ({ state }) => state.standing === 'empty',
    holds: frame => servingTags(frame).length === 0,
  },
  {
    name: 'out of sync is said only where Argo CD says so and does nothing',
    applies: ({ state }) => state.standing === 'out-of-sync',
    holds: frame =>
      application(frame)?.status?.sync?.status === 'OutOfSync' &&
      application(frame)?.operation === undefined,
  },
  {
    name: 'what is called live has pods that are ready',
    applies: ({ state }) =>
      state.live !== undefined || state.sentence.params?.live !== undefined,
    holds: frame =>
      [frame.state.live?.tag, param(frame, 'live')]
        .filter(it => it !== undefined)
        .every(it => servingTags(frame).includes(it)),
  },
  {
    name: 'a version that stays live has pods that are ready',
    applies: ({ state }) => state.sentence.params?.stable !== undefined,
    holds: frame => servingTags(frame).includes(param(frame, 'stable') ?? ''),
  },
  {
    name: 'a pause is told to be for a person only where no timer runs',
    applies: frame => says(frame, 'rollout.pausedForPerson'),
    holds: frame =>
      all(frame, 'Rollout').every(({ spec, status }) => {
        const step = spec.strategy.canary.steps[status.currentStepIndex];
        return step?.pause !== undefined && step.pause.duration === undefined;
      }),
  },
  {
    name: 'a pause is told to be for a time only where a timer runs',
    applies: frame => says(frame, 'rollout.pausedForTime'),
    holds: frame =>
      all(frame, 'Rollout').every(
        ({ spec, status }) =>
          spec.strategy.canary.steps[status.currentStepIndex]?.pause
            ?.duration !== undefined,
      ),
  },
  {
    name: 'the share of the traffic is the share of the available pods',
    applies: frame =>
      says(frame, 'rollout.pausedForPerson', 'rollout.pausedForTime'),
    holds: frame => {
      const [rollout] = all(frame, 'Rollout');
      const sets = all(frame, 'ReplicaSet');
      const available = (it: Raw) => it?.status?.availableReplicas ?? 0;
      const canary = sets.find(
        it =>
          it.metadata.labels?.['rollouts-pod-template-hash'] ===
          rollout.status.currentPodHash,
      );
      const total = sets.reduce((sum, it) => sum + available(it), 0);
      const share = total && Math.floor((available(canary) * 100) / total);
      return param(frame, 'weight') === String(share);
    },
  },
  {
    name: 'an abort is told from the moment of it until it is taken back',
    applies: frame =>
      all(frame, 'Rollout').some(
        it => it.status?.abort === true && isObserved(it),
      ),
    holds: frame =>
      says(frame, 'rollout.aborted', 'rollout.abortedByAnalysis') &&
      frame.state.rollout?.standing === 'aborted',
  },
  {
    name: 'an abort is told only of an aborted rollout',
    applies: frame =>
      says(frame, 'rollout.aborted', 'rollout.abortedByAnalysis'),
    holds: frame => all(frame, 'Rollout').some(it => it.status?.abort === true),
  },
  {
    name: 'a step is called current only by its index',
    applies: ({ state }) =>
      state.rollout?.steps.some(it => it.progress === 'current') ?? false,
    holds: frame => {
      const [rollout] = all(frame, 'Rollout');
      return frame.state.rollout?.steps.every(
        (it, index) =>
          (it.progress === 'current') ===
          (index === rollout.status.currentStepIndex),
      ) as boolean;
    },
  },
  {
    name: 'Argo CD is called healthy only where it compared and deployed',
    applies: ({ state }) => state.health === 'healthy',
    holds: frame =>
      application(frame)?.status.health.status === 'Healthy' &&
      (application(frame)?.status.history ?? []).length > 0 &&
      !applicationConditions(frame).includes('ComparisonError'),
  },
  {
    name: 'a repository that cannot be read leaves nothing healthy',
    applies: frame => applicationConditions(frame).includes('ComparisonError'),
    holds: ({ state }) =>
      state.standing !== 'healthy' && state.health !== 'healthy',
  },
  {
    name: 'a time is one that an object tells, and not in the future',
    applies: ({ state }) => state.since !== undefined,
    holds: frame =>
      Date.parse(frame.state.since as string) <=
        frame.input.now.getTime() + 2000 &&
      (frame.toldAt.get(frame.state.since as string) ?? Infinity) <= frame.t,
  },
  {
    name: 'an obstacle names an object that is there',
    applies: ({ state }) => state.obstacles.some(it => it.object !== undefined),
    holds: frame =>
      frame.state.obstacles.every(
        it =>
          it.object === undefined ||
          frame.raw.has(it.object) ||
          text(application(frame)).includes(
            `"name":"${it.object.split('/')[1]}"`,
          ),
      ),
  },
];
