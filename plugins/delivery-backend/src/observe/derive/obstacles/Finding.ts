import { Obstacle, Sentence } from '@slipway/plugin-delivery-common';

/** An obstacle with what is needed to judge by it. */
export interface Finding extends Obstacle {
  /** A person has to act; others may pass by themselves or do no harm now. */
  isBlocking: boolean;
  since?: string;
  /** The sentence names no cause, so one known from before says more. */
  isVague?: boolean;
}

interface FindingOptions {
  code: string;
  what: Sentence;
  next: Sentence;
  object?: string;
  detail?: string;
  since?: string;
  isBlocking?: boolean;
  isVague?: boolean;
}

/** A finding without the keys that have no value, so that states compare by JSON. */
export function finding(options: FindingOptions): Finding {
  const { isBlocking = true, ...rest } = options;
  const known = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  );
  return { ...(known as typeof rest), isBlocking };
}

export function obstacleOf({
  code,
  what,
  next,
  object,
  detail,
}: Finding): Obstacle {
  return {
    code,
    what,
    next,
    ...(object !== undefined && { object }),
    ...(detail !== undefined && { detail }),
  };
}
