import type { RunJobRecord } from '../records/actionsRecords.ts';
import type { Conclusion, RunStatus } from '../records/statuses.ts';
import { isFailure } from '../records/statuses.ts';
import type { ParsedJob } from '../workflow/ParsedWorkflow.ts';

type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

type JobState = Pick<
  RunJobRecord,
  'key' | 'status' | 'conclusion' | 'continueOnError'
>;

/** `needs.<job>.result`; undefined while it is not known. */
export function deriveResult(
  key: string,
  jobs: JobState[],
): Result | undefined {
  const own = jobs.filter(job => job.key === key);
  if (own.length === 0 || own.some(job => job.status !== 'completed')) {
    return undefined;
  }
  const counted = own.map(job =>
    isFailure(job.conclusion) && job.continueOnError
      ? 'success'
      : job.conclusion,
  );
  if (counted.some(isFailure)) {
    return 'failure';
  }
  if (counted.includes('cancelled')) {
    return 'cancelled';
  }
  return counted.every(one => one === 'skipped') ? 'skipped' : 'success';
}

/** Every job that must have ended before this one, near and far. */
function ancestors(job: ParsedJob, all: ParsedJob[]): string[] {
  const found = new Set<string>();
  const visit = (one: ParsedJob) => {
    for (const need of one.needs) {
      if (!found.has(need)) {
        found.add(need);
        const parent = all.find(each => each.id === need);
        if (parent) {
          visit(parent);
        }
      }
    }
  };
  visit(job);
  return [...found];
}

export function jobStatusFunctions(
  job: ParsedJob,
  all: ParsedJob[],
  jobs: JobState[],
  cancelled: boolean,
) {
  const results = ancestors(job, all).map(key => deriveResult(key, jobs));
  return {
    success: !cancelled && results.every(result => result === 'success'),
    failure: results.includes('failure'),
    cancelled,
  };
}

/** Jobs of the file whose turn it is: all that they need has ended, and they have not begun. */
export function readyJobs(all: ParsedJob[], jobs: JobState[]): ParsedJob[] {
  return all.filter(
    job =>
      !jobs.some(one => one.key === job.id) &&
      job.needs.every(need => deriveResult(need, jobs) !== undefined),
  );
}

/** What a run is in by its jobs, when every job of the file has its turn or not. */
export function deriveRunState(
  all: ParsedJob[],
  jobs: JobState[],
): { status: RunStatus; conclusion: Conclusion | null } {
  const open = jobs.filter(job => job.status !== 'completed');
  const missing = all.some(job => !jobs.some(one => one.key === job.id));
  if (open.length > 0 || missing) {
    const active = open.filter(job => job.status === 'in_progress');
    if (active.length > 0 || open.length === 0) {
      return { status: 'in_progress', conclusion: null };
    }
    if (open.every(job => job.status === 'waiting')) {
      return { status: 'waiting', conclusion: null };
    }
    const begun = jobs.some(
      job => job.status === 'completed' && job.conclusion !== 'skipped',
    );
    return { status: begun ? 'in_progress' : 'queued', conclusion: null };
  }
  const results = all.map(job => deriveResult(job.id, jobs));
  const conclusion = results.includes('failure')
    ? 'failure'
    : results.includes('cancelled')
    ? 'cancelled'
    : results.every(result => result === 'skipped')
    ? 'skipped'
    : 'success';
  return { status: 'completed', conclusion };
}
