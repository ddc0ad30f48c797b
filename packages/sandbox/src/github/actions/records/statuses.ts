/** What a run or a job can be in, as GitHub's API names it. */
export type RunStatus =
  | 'queued'
  | 'in_progress'
  /** Held up by its concurrency group. */
  | 'pending'
  /** Held up by the protection of an environment. */
  | 'waiting'
  | 'completed';

export type Conclusion =
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  /** The workflow file could not be used. */
  | 'startup_failure';

export function isFailure(conclusion: Conclusion | null): boolean {
  switch (conclusion) {
    case 'failure':
    case 'timed_out':
    case 'startup_failure':
      return true;
    case 'success':
    case 'cancelled':
    case 'skipped':
    case null:
      return false;
    default:
      return conclusion satisfies never;
  }
}
