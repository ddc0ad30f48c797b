import type { Clock } from '../../../world/Clock.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunJobRecord } from '../records/actionsRecords.ts';
import type { ParsedWorkflow } from '../workflow/ParsedWorkflow.ts';
import type { JobEnd, JobRunner } from './JobRunner.ts';
import { nothing } from './JobTransitions.ts';

/** Runs a job, for as long as it may take. */
export async function executeJob(
  about: { runner: JobRunner; store: ActionsStore; clock: Clock },
  job: RunJobRecord,
  workflow: ParsedWorkflow,
  signal: AbortSignal,
): Promise<JobEnd> {
  const { runner, store, clock } = about;
  const timeout = new AbortController();
  const over = new AbortController();
  clock
    .sleep(job.timeoutMinutes * 60_000, AbortSignal.any([over.signal, signal]))
    .then(
      () => timeout.abort(),
      // The job has ended in time.
      () => {},
    );
  try {
    return await runner.run(
      job,
      workflow,
      AbortSignal.any([timeout.signal, signal]),
    );
  } catch (error) {
    if (timeout.signal.aborted) {
      store.appendLog(
        job.id,
        `${store.now()} ##[error]The job has exceeded the maximum execution time of ${
          job.timeoutMinutes
        }m0s\n`,
      );
      return { conclusion: 'timed_out', ...nothing };
    }
    throw error;
  } finally {
    over.abort();
  }
}
