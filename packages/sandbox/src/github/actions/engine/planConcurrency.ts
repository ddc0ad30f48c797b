import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';

function sameGroup(one: RunRecord, other: RunRecord): boolean {
  return (
    one.id !== other.id &&
    one.projectId === other.projectId &&
    one.concurrencyGroup !== null &&
    // GitHub's names of groups know no case.
    one.concurrencyGroup.toLowerCase() === other.concurrencyGroup?.toLowerCase()
  );
}

/** Whether a run waits for an older one of its group. */
export function isHeldUp(run: RunRecord, all: RunRecord[]): boolean {
  return (
    (run.status === 'queued' || run.status === 'pending') &&
    all.some(
      other =>
        sameGroup(run, other) &&
        other.status !== 'completed' &&
        (other.id < run.id || other.status === 'in_progress'),
    )
  );
}

/**
 * Runs that a new one of their group puts an end to: all that have not ended where it says so, else
 * the one that waited to be next.
 */
export function supersededRuns(run: RunRecord, all: RunRecord[]): RunRecord[] {
  return all.filter(
    other =>
      sameGroup(run, other) &&
      other.id < run.id &&
      (run.cancelInProgress
        ? other.status !== 'completed'
        : other.status === 'pending'),
  );
}

function sameJobGroup(one: RunJobRecord, other: RunJobRecord): boolean {
  return (
    one.concurrencyGroup !== null &&
    one.concurrencyGroup.toLowerCase() === other.concurrencyGroup?.toLowerCase()
  );
}

/** Whether a job that is ready waits for others: of its group, or of its matrix. */
export function isJobHeldUp(job: RunJobRecord, others: RunJobRecord[]) {
  const busy = others.filter(
    one =>
      one.status === 'in_progress' ||
      (one.status === 'queued' && one.id < job.id),
  );
  const siblings = busy.filter(
    one => one.runId === job.runId && one.key === job.key,
  );
  return (
    (job.maxParallel !== null && siblings.length >= job.maxParallel) ||
    busy.some(one => sameJobGroup(job, one))
  );
}

/** Jobs that a newer one of their group puts an end to. */
export function supersededJobs(job: RunJobRecord, others: RunJobRecord[]) {
  return others.filter(
    one =>
      one.id < job.id &&
      sameJobGroup(job, one) &&
      (job.cancelInProgress
        ? one.status !== 'completed'
        : one.status === 'pending'),
  );
}
