import {
  findCondition,
  newCondition,
  withCondition,
  withoutCondition,
} from '../model/conditions.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import { hashOf, isSaturated, sumAvailable } from '../model/ReplicaSet.ts';
import type { Rollout, RolloutStatus } from '../model/Rollout.ts';
import { replicasOf, revisionOf, statusOf } from '../model/Rollout.ts';
import type { PauseContext } from './PauseContext.ts';
import {
  hasTimedOut,
  isCompleted,
  isHealthy,
  isIndefinite,
  isProgressing,
  isWaitingForScaleDown,
} from './progress.ts';

export interface ConditionInput {
  rollout: Rollout;
  newRS?: ReplicaSet;
  allRSs: ReplicaSet[];
  otherRSs: ReplicaSet[];
  pause: PauseContext;
  now: Date;
}

export interface RolloutEvent {
  reason: string;
  message: string;
  type?: 'Normal' | 'Warning';
}

/** The conditions that go with a new status, and the events of those that have changed. */
export function deriveConditions(
  input: ConditionInput,
  next: RolloutStatus,
): { conditions: RolloutStatus['conditions']; events: RolloutEvent[] } {
  const { rollout, newRS, allRSs, otherRSs, pause, now } = input;
  const status = { ...next };
  const events: RolloutEvent[] = [];
  const previous = statusOf(rollout);
  const set = (
    ...rest: [string, 'True' | 'False' | 'Unknown', string, string]
  ) => {
    const result = withCondition(status.conditions, newCondition(now, ...rest));
    status.conditions = result.conditions;
    return result.changed;
  };

  const isPaused =
    (previous.pauseConditions ?? []).length > 0 || Boolean(rollout.spec.paused);
  let becameUnhealthy = false;
  if (!isPaused && isHealthy(rollout, status)) {
    set('Healthy', 'True', 'RolloutHealthy', 'Rollout is healthy');
  } else if (findCondition(previous.conditions, 'Healthy')) {
    becameUnhealthy = set(
      'Healthy',
      'False',
      'RolloutHealthy',
      'Rollout is not healthy',
    );
  }

  if (pause.isAborted) {
    const update = `Rollout aborted update to revision ${revisionOf(rollout)}`;
    const message = pause.abortMessage
      ? `${update}: ${pause.abortMessage}`
      : update;
    if (set('Progressing', 'False', 'RolloutAborted', message)) {
      events.push({ reason: 'RolloutAborted', message, type: 'Warning' });
    }
  } else {
    deriveProgressing();
  }

  const replicas = replicasOf(rollout);
  const active = allRSs.find(
    each => hashOf(each) === status.blueGreen?.activeSelector,
  );
  const isAvailable = rollout.spec.strategy?.blueGreen
    ? isSaturated(replicas, active)
    : sumAvailable(allRSs) >= replicas;
  set(
    'Available',
    isAvailable ? 'True' : 'False',
    'AvailableReason',
    isAvailable
      ? 'Rollout has minimum availability'
      : 'Rollout does not have minimum availability',
  );

  const failure = [newRS, ...allRSs]
    .flatMap(each => each?.status?.conditions ?? [])
    .find(condition => condition.type === 'ReplicaFailure');
  if (failure) {
    set(
      'ReplicaFailure',
      failure.status,
      failure.reason ?? '',
      failure.message ?? '',
    );
  } else {
    status.conditions = withoutCondition(status.conditions, 'ReplicaFailure');
  }

  const completed = isCompleted(status);
  const changed = set(
    'Completed',
    completed ? 'True' : 'False',
    'RolloutCompleted',
    'RolloutCompleted',
  );
  if (changed && !completed) {
    events.push({
      reason: 'RolloutNotCompleted',
      message: `Rollout not completed, started update to revision ${revisionOf(
        rollout,
      )} (${status.currentPodHash})`,
    });
  }
  return { conditions: status.conditions, events };

  function deriveProgressing(): void {
    const name = newRS?.metadata.name;
    if (isHealthy(rollout, status)) {
      set(
        'Progressing',
        'True',
        'NewReplicaSetAvailable',
        `ReplicaSet "${name ?? ''}" has successfully progressed.`,
      );
      return;
    }
    if (isProgressing(rollout, status) || becameUnhealthy) {
      const lostAvailability =
        status.stableRS === status.currentPodHash && becameUnhealthy;
      const current = findCondition(previous.conditions, 'Progressing');
      const condition = newCondition(
        now,
        'Progressing',
        'True',
        lostAvailability ? 'ReplicaSetNotAvailable' : 'ReplicaSetUpdated',
        lostAvailability
          ? 'Rollout does not have minimum availability'
          : `${
              name
                ? `ReplicaSet "${name}"`
                : `Rollout "${rollout.metadata.name}"`
            } is progressing.`,
      );
      status.conditions = [
        ...withoutCondition(status.conditions, 'Progressing'),
        {
          ...condition,
          lastTransitionTime:
            current?.status === 'True'
              ? current.lastTransitionTime
              : condition.lastTransitionTime,
        },
      ];
      return;
    }
    if (
      !isIndefinite(rollout) &&
      !isWaitingForScaleDown(otherRSs) &&
      hasTimedOut(rollout, status, now)
    ) {
      const message = `${
        name ? `ReplicaSet "${name}"` : `Rollout "${rollout.metadata.name}"`
      } has timed out progressing.`;
      set('Progressing', 'False', 'ProgressDeadlineExceeded', message);
      if (rollout.spec.progressDeadlineAbort) {
        pause.addAbort(message);
        events.push({ reason: 'RolloutAborted', message, type: 'Warning' });
      }
    }
  }
}
