import type { JobSession, StepEnd } from './JobSession.ts';

/** A step with `uses:`, its inputs evaluated. */
export interface ActionCall {
  /** `actions/checkout`, as the step names it and without its version. */
  name: string;
  version: string;
  inputs: Record<string, string>;
  session: JobSession;
}

/** Stands for one action: does what it does to the outside, and says so in the log. */
export type ActionTwin = (call: ActionCall) => Promise<StepEnd>;

/** A list that an input holds: lines, or with commas between. */
export function listOf(input: string | undefined): string[] {
  return (input ?? '')
    .split(/[\n,]/)
    .map(part => part.trim())
    .filter(Boolean);
}

export function isOn(input: string | undefined, byDefault = false): boolean {
  return input === undefined || input === '' ? byDefault : input === 'true';
}
