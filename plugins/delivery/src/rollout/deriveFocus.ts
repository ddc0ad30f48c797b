import {
  EnvironmentState,
  RolloutState,
} from '@slipway/plugin-delivery-common';

export type EnvironmentWithRollout = EnvironmentState & {
  rollout: RolloutState;
};

export function withRollout(
  environments: EnvironmentState[],
): EnvironmentWithRollout[] {
  return environments.filter(
    (environment): environment is EnvironmentWithRollout =>
      Boolean(environment.rollout),
  );
}

const urgency: Record<RolloutState['standing'], number> = {
  degraded: 5,
  aborted: 4,
  paused: 3,
  progressing: 2,
  unknown: 1,
  healthy: 0,
};

/**
 * The environment to look at while nobody has chosen one: where a person may have to act, or where
 * something moves, and of equals the one nearest to the users.
 */
export function deriveFocus(
  environments: EnvironmentWithRollout[],
): string | undefined {
  const [first, ...others] = environments;
  if (!first) {
    return undefined;
  }
  const weigh = ({ rollout }: EnvironmentWithRollout) =>
    urgency[rollout.standing] ?? 0;
  return others.reduce(
    (best, each) => (weigh(each) >= weigh(best) ? each : best),
    first,
  ).name;
}
