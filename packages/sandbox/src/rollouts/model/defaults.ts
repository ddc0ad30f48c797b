import type { IntOrPercent, Rollout } from './Rollout.ts';
import { replicasOf } from './Rollout.ts';

export const MAX_WEIGHT = 100;

export function progressDeadlineSeconds(rollout: Rollout): number {
  return rollout.spec.progressDeadlineSeconds ?? 600;
}

export function revisionHistoryLimit(rollout: Rollout): number {
  return rollout.spec.revisionHistoryLimit ?? 10;
}

export function scaleDownDelaySeconds(rollout: Rollout): number {
  const { blueGreen, canary } = rollout.spec.strategy ?? {};
  if (blueGreen) {
    return blueGreen.scaleDownDelaySeconds ?? 30;
  }
  return canary?.trafficRouting ? canary.scaleDownDelaySeconds ?? 30 : 0;
}

/** Undefined when the preview stays up after an abort. */
export function abortScaleDownDelaySeconds(
  rollout: Rollout,
): number | undefined {
  const { blueGreen, canary } = rollout.spec.strategy ?? {};
  const given = (blueGreen ?? canary)?.abortScaleDownDelaySeconds;
  return given === 0 ? undefined : given ?? 30;
}

export function scaleDownRevisionLimit(rollout: Rollout): number {
  const { blueGreen, canary } = rollout.spec.strategy ?? {};
  return (blueGreen ?? canary)?.scaleDownDelayRevisionLimit ?? Infinity;
}

function resolve(
  value: IntOrPercent,
  total: number,
  round: (value: number) => number,
): number {
  if (typeof value === 'number') {
    return value;
  }
  const percent = /^(\d+)%$/.exec(value);
  return percent ? round((Number(percent[1]) * total) / 100) : Number(value);
}

/** How many may be too many and how many may be missing while a canary goes on. */
export function fenceposts(rollout: Rollout): {
  maxSurge: number;
  maxUnavailable: number;
} {
  const replicas = replicasOf(rollout);
  const { canary, blueGreen } = rollout.spec.strategy ?? {};
  if (!canary) {
    const unavailable = resolve(
      blueGreen?.maxUnavailable ?? '25%',
      replicas,
      Math.floor,
    );
    return { maxSurge: 0, maxUnavailable: Math.min(unavailable, replicas) };
  }
  const maxSurge = resolve(canary.maxSurge ?? '25%', replicas, Math.ceil);
  const maxUnavailable = resolve(
    canary.maxUnavailable ?? '25%',
    replicas,
    Math.floor,
  );
  if (replicas === 0) {
    return { maxSurge, maxUnavailable: 0 };
  }
  const atLeastOne =
    maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable;
  return { maxSurge, maxUnavailable: Math.min(atLeastOne, replicas) };
}

/** Seconds of `30`, `"30"`, `"30s"`, `"5m"`, `"1h30m"`; NaN for anything else. */
export function durationSeconds(duration: number | string): number {
  if (typeof duration === 'number' || /^\d+$/.test(duration)) {
    return Number(duration);
  }
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.map(([whole]) => whole).join('') !== duration || !parts.length) {
    return NaN;
  }
  return parts.reduce(
    (sum, [, value, unit]) => sum + Number(value) * units[unit],
    0,
  );
}
