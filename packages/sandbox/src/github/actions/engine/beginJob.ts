import { draftJobs, type JobDraft } from '../plan/draftJobs.ts';
import { derivePermissions } from '../plan/derivePermissions.ts';
import { jobStatusFunctions } from '../plan/deriveResults.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import type { Conclusion } from '../records/statuses.ts';
import type { ParsedJob, ParsedWorkflow } from '../workflow/ParsedWorkflow.ts';
import type { RunContexts } from './RunContexts.ts';

/** Writes down the jobs that come out of one of the file's, or that there is none to be run. */
export function beginJob(
  about: { store: ActionsStore; contexts: RunContexts },
  run: RunRecord,
  workflow: ParsedWorkflow,
  job: ParsedJob,
): void {
  const { store, contexts } = about;
  const settings = store.records.settings.get(run.projectId);
  const permissions = derivePermissions(
    workflow.permissions,
    job.permissions,
    settings?.defaultPermissions ?? 'read',
  );
  const status = jobStatusFunctions(
    job,
    workflow.jobs,
    store.jobs(run.id),
    run.cancelling,
  );
  const add = (draft: JobDraft, conclusion: Conclusion | null) =>
    addJob(store, run, draft, conclusion);
  let drafted: ReturnType<typeof draftJobs>;
  try {
    drafted = draftJobs(
      job,
      { context: contexts.ofJob(run, job), status },
      permissions,
    );
  } catch (error) {
    const failed = add(unknownJob(job, permissions), 'failure');
    store.appendLog(
      failed.id,
      `${store.now()} ##[error]The template is not valid. ${
        run.workflowPath
      }: ${(error as Error).message}\n`,
    );
    return;
  }
  if (!drafted.run) {
    drafted.jobs.forEach(draft =>
      add(draft, run.cancelling && !status.failure ? 'cancelled' : 'skipped'),
    );
    return;
  }
  if (drafted.jobs.length === 0) {
    add(unknownJob(job, permissions), 'skipped');
    return;
  }
  for (const draft of drafted.jobs) {
    const environment =
      draft.environment === null
        ? null
        : ensureEnvironment(store, run.projectId, draft.environment);
    add({ ...draft, environment }, null);
  }
}

function addJob(
  store: ActionsStore,
  run: RunRecord,
  draft: JobDraft,
  conclusion: Conclusion | null,
): RunJobRecord {
  const ended = conclusion === null ? null : store.now();
  return store.addJob({
    ...draft,
    runId: run.id,
    projectId: run.projectId,
    attempt: run.attempt,
    approved: false,
    status: conclusion === null ? 'queued' : 'completed',
    conclusion,
    outputs: {},
    steps: [],
    runnerName: null,
    startedAt: ended,
    completedAt: ended,
  });
}

/** A job of which no more is known than that the file has it. */
function unknownJob(
  job: ParsedJob,
  permissions: JobDraft['permissions'],
): JobDraft {
  return {
    key: job.id,
    name: job.id,
    matrix: null,
    index: 0,
    total: 1,
    failFast: true,
    maxParallel: null,
    continueOnError: false,
    timeoutMinutes: 360,
    labels: [],
    environment: null,
    concurrencyGroup: null,
    cancelInProgress: false,
    permissions,
  };
}

/**
 * An environment comes into being with the first job that names it. Its name, as it is known: the
 * case does not count, or a job could walk round what protects it.
 */
function ensureEnvironment(
  store: ActionsStore,
  projectId: number,
  name: string,
): string {
  const { environments } = store.records;
  const known = environments.find(
    one =>
      one.projectId === projectId &&
      one.name.toLowerCase() === name.toLowerCase(),
  );
  if (!known) {
    const now = store.now();
    environments.put({
      id: environments.nextId(),
      projectId,
      name,
      waitMinutes: 0,
      preventSelfReview: false,
      reviewers: [],
      branchPolicy: null,
      branchPatterns: [],
      createdAt: now,
      updatedAt: now,
    });
  }
  return known?.name ?? name;
}
