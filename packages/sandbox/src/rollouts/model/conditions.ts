import type { RolloutCondition } from './Rollout.ts';

export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

export function newCondition(
  now: Date,
  type: string,
  status: RolloutCondition['status'],
  reason: string,
  message: string,
): RolloutCondition {
  const time = timestamp(now);
  return {
    type,
    status,
    lastUpdateTime: time,
    lastTransitionTime: time,
    reason,
    message,
  };
}

export function findCondition(
  conditions: RolloutCondition[] | undefined,
  type: string,
): RolloutCondition | undefined {
  return conditions?.find(condition => condition.type === type);
}

export function withoutCondition(
  conditions: RolloutCondition[] | undefined,
  type: string,
): RolloutCondition[] {
  return (conditions ?? []).filter(condition => condition.type !== type);
}

/**
 * Puts a condition last, unless one with the same status and reason is there already: a new
 * message alone changes nothing.
 */
export function withCondition(
  conditions: RolloutCondition[] | undefined,
  condition: RolloutCondition,
): { conditions: RolloutCondition[]; changed: boolean } {
  const current = findCondition(conditions, condition.type);
  if (
    current?.status === condition.status &&
    current.reason === condition.reason
  ) {
    return { conditions: conditions ?? [], changed: false };
  }
  const since =
    current?.status === condition.status
      ? current.lastTransitionTime
      : condition.lastTransitionTime;
  return {
    conditions: [
      ...withoutCondition(conditions, condition.type),
      { ...condition, lastTransitionTime: since },
    ],
    changed: true,
  };
}
