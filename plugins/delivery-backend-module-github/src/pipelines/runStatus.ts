import { RunStatus } from '@slipway/plugin-delivery-common';

/** The statuses of workflow runs and jobs in GitHub's API, but for `completed`. */
const statuses: Record<string, RunStatus> = {
  requested: 'waiting',
  queued: 'waiting',
  // Of a concurrency group whose turn it is not yet.
  pending: 'waiting',
  in_progress: 'running',
  // For the protection of an environment.
  waiting: 'manual',
};

/** What came of what is completed. */
const conclusions: Record<string, RunStatus> = {
  success: 'succeeded',
  // Checks that only tell something say so; nothing failed.
  neutral: 'succeeded',
  failure: 'failed',
  timed_out: 'failed',
  startup_failure: 'failed',
  cancelled: 'cancelled',
  // GitHub gave up on it after two weeks.
  stale: 'cancelled',
  skipped: 'skipped',
  // Somebody has to approve the run of a newcomer.
  action_required: 'manual',
};

/** GitHub's words in that of all forges; a word of a later GitHub is `unknown`. */
export function runStatus(run: {
  status?: string;
  conclusion?: string;
}): RunStatus {
  return run.status === 'completed'
    ? lookUp(conclusions, run.conclusion)
    : lookUp(statuses, run.status);
}

function lookUp(
  words: Record<string, RunStatus>,
  word: string | undefined,
): RunStatus {
  return word !== undefined && Object.hasOwn(words, word)
    ? words[word]
    : 'unknown';
}
