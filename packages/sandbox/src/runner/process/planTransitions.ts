import type { JobRecord } from '../ciRecords.ts';
import { isCompleted } from '../statuses.ts';
import type { CiStatus } from '../statuses.ts';
import { deriveCompositeStatus } from './deriveCompositeStatus.ts';

export type PlannedJob = Pick<
  JobRecord,
  'id' | 'name' | 'stage' | 'status' | 'when' | 'allowFailure' | 'needs'
>;

export interface Transition {
  jobId: number;
  to: 'pending' | 'manual' | 'scheduled' | 'skipped';
}

/** The outcomes of what comes before under which a job is started. */
function validOutcomes(job: PlannedJob): CiStatus[] {
  switch (job.when) {
    case 'on_success':
    case 'manual':
    case 'delayed':
      // A need that was skipped has not delivered; a stage that was skipped is not in the way.
      return job.needs ? ['success'] : ['success', 'skipped'];
    case 'on_failure':
      return ['failed'];
    case 'always':
      return ['success', 'failed', 'skipped'];
    default:
      return job.when satisfies never;
  }
}

function start(job: PlannedJob): Transition['to'] {
  switch (job.when) {
    case 'manual':
      return 'manual';
    case 'delayed':
      return 'scheduled';
    default:
      return 'pending';
  }
}

/**
 * What happens next to the jobs that wait for others, one step of it: ask again with what has
 * changed until there is nothing. The jobs are the newest of each name.
 */
export function planTransitions(
  stages: string[],
  jobs: PlannedJob[],
): Transition[] {
  const position = (job: PlannedJob) => stages.indexOf(job.stage);
  return jobs.flatMap(job => {
    if (job.status !== 'created') {
      return [];
    }
    const before = job.needs
      ? jobs.filter(other => job.needs!.includes(other.name))
      : jobs.filter(other => position(other) < position(job));
    const status =
      deriveCompositeStatus(before, { needs: job.needs !== null }) ?? 'success';
    if (!isCompleted(status)) {
      return [];
    }
    const to = validOutcomes(job).includes(status) ? start(job) : 'skipped';
    return [{ jobId: job.id, to }];
  });
}

/** Jobs that were skipped because of this one and get another chance when it runs again. */
export function jobsAfter(
  stages: string[],
  jobs: PlannedJob[],
  name: string,
): PlannedJob[] {
  const started = jobs.find(job => job.name === name);
  if (!started) {
    return [];
  }
  const after = new Set<string>([name]);
  const isAfter = (job: PlannedJob) =>
    job.needs
      ? job.needs.some(need => after.has(need))
      : [...after].some(
          one =>
            stages.indexOf(jobs.find(other => other.name === one)!.stage) <
            stages.indexOf(job.stage),
        );
  for (let grown = true; grown; ) {
    const found = jobs.filter(job => !after.has(job.name) && isAfter(job));
    found.forEach(job => after.add(job.name));
    grown = found.length > 0;
  }
  return jobs.filter(job => job.name !== name && after.has(job.name));
}
