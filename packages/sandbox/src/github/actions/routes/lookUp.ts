import type { GithubAccessRule, GithubRequest } from '../../api/GithubRoute.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type {
  ActionsEnvironmentRecord,
  GithubDeploymentRecord,
  RunJobRecord,
  RunRecord,
  WorkflowRecord,
} from '../records/actionsRecords.ts';

export const repo = '/repos/{owner}/{repo}';

/** Whoever may read the repository. */
export const reading = (permission = 'actions'): GithubAccessRule => ({
  kind: 'repository',
  role: 'read',
  permission,
  level: 'read',
});

/** Whoever may write to it. */
export const writing = (permission = 'actions'): GithubAccessRule => ({
  kind: 'repository',
  role: 'write',
  permission,
  level: 'write',
});

export const administering = (
  permission: string,
  level: 'read' | 'write' = 'write',
): GithubAccessRule => ({
  kind: 'repository',
  role: 'admin',
  permission,
  level,
});

export function findRun(
  { store, context }: ActionsService,
  request: GithubRequest,
): RunRecord {
  const run = store.records.runs.get(Number(request.params.run_id));
  if (!run || run.projectId !== request.repository.id) {
    throw context.errors.notFound();
  }
  return run;
}

export function findJob(
  { store, context }: ActionsService,
  request: GithubRequest,
  parameter = 'job_id',
): RunJobRecord {
  const job = store.records.jobs.get(Number(request.params[parameter]));
  if (!job || job.projectId !== request.repository.id) {
    throw context.errors.notFound();
  }
  return job;
}

/** By its number, or by the name of its file. */
export async function findWorkflow(
  { engine, context }: ActionsService,
  request: GithubRequest,
): Promise<WorkflowRecord> {
  const id = request.params.workflow_id;
  const all = await engine.files.sync(request.repository);
  const found = all.find(
    one => String(one.id) === id || one.path.split('/').at(-1) === id,
  );
  if (!found) {
    throw context.errors.notFound();
  }
  return found;
}

export function findEnvironment(
  { store, context }: ActionsService,
  request: GithubRequest,
): ActionsEnvironmentRecord {
  const found = store.records.environments.find(
    one =>
      one.projectId === request.repository.id &&
      one.name.toLowerCase() === request.params.environment_name.toLowerCase(),
  );
  if (!found) {
    throw context.errors.notFound();
  }
  return found;
}

export function findDeployment(
  { store, context }: ActionsService,
  request: GithubRequest,
): GithubDeploymentRecord {
  const found = store.records.deployments.get(
    Number(request.params.deployment_id),
  );
  if (!found || found.projectId !== request.repository.id) {
    throw context.errors.notFound();
  }
  return found;
}
