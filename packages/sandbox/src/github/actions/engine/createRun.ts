import type { GithubContext } from '../../GithubContext.ts';
import type { ProjectRecord } from '../../../forge/records/records.ts';
import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import { textOf } from '../expressions/ExpressionValue.ts';
import { resolveText } from '../expressions/resolveTemplate.ts';
import { resolveConcurrency } from '../plan/draftJobs.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunRecord } from '../records/actionsRecords.ts';
import type { RunContexts } from './RunContexts.ts';
import type { WorkflowFile, WorkflowFiles } from './WorkflowFiles.ts';

export interface RunRequest {
  project: ProjectRecord;
  event: string;
  /** `refs/heads/main` */
  ref: string;
  /** The branch that the commit is of, for a pull request too. */
  headBranch: string | null;
  sha: string;
  /** The first line of the commit, or the title of the pull request. */
  title: string;
  actorId: number;
  payload: Record<string, ExpressionValue>;
  inputs: Record<string, ExpressionValue>;
  pullRequestIds: number[];
}

/** Makes a run of a workflow file, and does not start it. A file that is wrong makes one that failed. */
export function createRun(
  about: {
    context: GithubContext;
    store: ActionsStore;
    files: WorkflowFiles;
    contexts: RunContexts;
  },
  file: WorkflowFile,
  request: RunRequest,
): RunRecord {
  const { store, files, contexts } = about;
  const workflow = files.ensure(request.project, file);
  const runNumber = workflow.runs + 1;
  store.records.workflows.put({ ...workflow, runs: runNumber });
  const now = store.now();
  const run: RunRecord = {
    id: store.records.runs.nextId(),
    projectId: request.project.id,
    workflowId: workflow.id,
    workflowPath: file.path,
    name: workflow.name,
    displayTitle: request.title,
    runNumber,
    attempt: 1,
    event: request.event,
    ref: request.ref,
    headBranch: request.headBranch,
    headSha: request.sha,
    status: 'queued',
    conclusion: null,
    actorId: request.actorId,
    triggeringActorId: request.actorId,
    pullRequestIds: request.pullRequestIds,
    inputs: request.inputs,
    payload: request.payload,
    concurrencyGroup: null,
    cancelInProgress: false,
    cancelling: false,
    problem: null,
    createdAt: now,
    updatedAt: now,
    runStartedAt: now,
  };
  if (file.result.kind === 'invalid') {
    return store.addRun(
      {
        ...run,
        status: 'completed',
        conclusion: 'failure',
        problem: file.result.problems.join('\n'),
      },
      file.content,
    );
  }
  const parsed = file.result.workflow;
  const scope = { context: contexts.ofRun(run) };
  const concurrency = resolveConcurrency(parsed.concurrency, scope);
  return store.addRun(
    {
      ...run,
      displayTitle: textOf(
        resolveText(parsed.runName, scope) || request.title || run.name,
      ),
      concurrencyGroup: concurrency?.group ?? null,
      cancelInProgress: concurrency?.cancelInProgress ?? false,
    },
    file.content,
  );
}
