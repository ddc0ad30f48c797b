import { JobState } from '@slipway/plugin-delivery-common';
import { Words } from '../translation';

/** The jobs of a pipeline in one line: how many are through, and what runs now. */
export function presentJobs(jobs: JobState[], words: Words): string {
  const succeeded = jobs.filter(job => job.status === 'succeeded').length;
  const running = jobs.filter(job => job.status === 'running');
  const summary = words.t('pipeline.summary', {
    succeeded,
    total: jobs.length,
  });
  if (running.length === 0) {
    return summary;
  }
  const names = running.map(job => job.name).join(', ');
  return `${summary}, ${words.t('pipeline.runsNow', { names })}`;
}
