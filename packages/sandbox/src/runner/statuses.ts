/** What a job or a pipeline can be in, as GitLab's API names it. */
export const statuses = [
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'success',
  'failed',
  'canceling',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
] as const;

export type CiStatus = (typeof statuses)[number];

const completed: readonly CiStatus[] = [
  'success',
  'failed',
  'canceled',
  'skipped',
];

const cancelable: readonly CiStatus[] = [
  'running',
  'waiting_for_callback',
  'waiting_for_resource',
  'preparing',
  'pending',
  'created',
  'scheduled',
];

/** Nothing happens to it any more by itself. */
export function isCompleted(status: CiStatus): boolean {
  return completed.includes(status);
}

export function isCancelable(status: CiStatus): boolean {
  return cancelable.includes(status);
}

/** A job in this status can be run once more. */
export function isRetryable(status: CiStatus): boolean {
  return status === 'success' || status === 'failed' || status === 'canceled';
}

/** A job in this status can be started by hand. */
export function isPlayable(status: CiStatus): boolean {
  return status === 'manual' || status === 'scheduled';
}
