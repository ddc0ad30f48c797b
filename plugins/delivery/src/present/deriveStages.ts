import { JobState } from '@slipway/plugin-delivery-common';

export interface Stage {
  name: string;
  jobs: JobState[];
}

/** The jobs by their stage, in the order in which the stages first appear. */
export function deriveStages(jobs: JobState[]): Stage[] {
  const stages = new Map<string, JobState[]>();
  for (const job of jobs) {
    stages.set(job.stage, [...(stages.get(job.stage) ?? []), job]);
  }
  return [...stages].map(([name, members]) => ({ name, jobs: members }));
}
