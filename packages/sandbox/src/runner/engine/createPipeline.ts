import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunnerHost } from '../RunnerHost.ts';
import type { CiProject } from '../RunnerHost.ts';
import type { CiVariable, PipelineRecord } from '../ciRecords.ts';
import type { CiConfigExpander } from '../config/CiConfigExpander.ts';
import { CiConfigError, parseCiConfig } from '../config/parseCiConfig.ts';
import { planPipeline } from '../process/planPipeline.ts';
import type { NewJob } from '../process/planPipeline.ts';
import { pipelineVariables } from '../variables/predefinedVariables.ts';
import type { CiStore } from './CiStore.ts';
import { ensureEnvironment } from './environments.ts';

export interface PipelineRequest {
  projectId: number;
  ref: string;
  tag: boolean;
  sha: string;
  beforeSha: string;
  source: string;
  userId: number;
  variables: CiVariable[];
  inputs: Record<string, unknown>;
  /** Makes a pipeline without jobs, as a push asks for that wants none. */
  skip: boolean;
}

export type PipelineCreation =
  | { kind: 'created'; pipeline: PipelineRecord }
  /** The commit has no `.gitlab-ci.yml`. */
  | { kind: 'no-config' }
  /** Its configuration can't be used; a pipeline that says so is there for a push. */
  | {
      kind: 'invalid';
      problems: string[];
      pipeline: PipelineRecord | undefined;
    }
  | { kind: 'filtered' }
  | { kind: 'no-jobs' };

const zeroSha = '0'.repeat(40);

/** Makes a pipeline of a commit, and does not start it. */
export async function createPipeline(
  store: CiStore,
  host: RunnerHost,
  expander: CiConfigExpander,
  request: PipelineRequest,
): Promise<PipelineCreation> {
  const project = host.project(request.projectId);
  const user = host.user(request.userId);
  const commit = await host.commit(request.projectId, request.sha);
  if (!project || !user || !commit) {
    return { kind: 'no-config' };
  }
  const folder = await mkdtemp(join(tmpdir(), 'slipway-pipeline-'));
  try {
    await host.checkOut(project.id, request.sha, folder);
    const files = (await readdir(folder, { recursive: true })).map(String);
    if (!files.includes('.gitlab-ci.yml')) {
      return { kind: 'no-config' };
    }
    const draft = createRecord(store, host, request);
    if (request.skip) {
      return { kind: 'created', pipeline: save(store, draft, 'skipped') };
    }
    const { yaml } = await expander.expand(folder, request.inputs);
    const plan = planPipeline(parseCiConfig(yaml), {
      predefined: pipelineVariables({
        baseUrl: host.baseUrl(),
        registryHost: host.registryHost(),
        project,
        user,
        commit,
        protectedRef: host.isProtected(project.id, request.ref, request.tag),
        pipeline: draft,
      }),
      settings: host.variables(project.id, {
        ref: request.ref,
        tag: request.tag,
        environment: undefined,
      }),
      given: request.variables,
      ref: request.ref,
      tag: request.tag,
      files,
      changedFiles: await changedFiles(host, project, request),
    });
    if (plan.kind !== 'planned') {
      return plan;
    }
    const { name } = plan;
    const used = plan.stages.filter(stage =>
      plan.jobs.some(job => job.stage === stage),
    );
    const pipeline = save(store, { ...draft, name, stages: used }, 'created');
    plan.jobs.forEach(job => saveJob(store, pipeline, job));
    return { kind: 'created', pipeline };
  } catch (error) {
    if (!(error instanceof CiConfigError)) {
      throw error;
    }
    const { problems } = error;
    const pipeline =
      request.source === 'push'
        ? save(
            store,
            {
              ...createRecord(store, host, request),
              yamlErrors: problems.join('\n'),
              finishedAt: store.now(),
            },
            'failed',
          )
        : undefined;
    return { kind: 'invalid', problems, pipeline };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Which files a push has changed; a pipeline asked for otherwise has no before. */
async function changedFiles(
  host: RunnerHost,
  project: CiProject,
  request: PipelineRequest,
): Promise<string[] | undefined> {
  return request.source === 'push' && request.beforeSha !== zeroSha
    ? host.changedFiles(project.id, request.beforeSha, request.sha)
    : undefined;
}

function createRecord(
  store: CiStore,
  host: RunnerHost,
  request: PipelineRequest,
): PipelineRecord {
  const now = store.now();
  return {
    id: store.records.pipelines.nextId(),
    iid: host.nextIid(request.projectId, 'pipeline'),
    projectId: request.projectId,
    sha: request.sha,
    beforeSha: request.beforeSha,
    ref: request.ref,
    tag: request.tag,
    source: request.source,
    status: 'created',
    name: null,
    userId: request.userId,
    stages: [],
    yamlErrors: null,
    variables: request.variables,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    finishedAt: null,
  };
}

function save(
  store: CiStore,
  pipeline: PipelineRecord,
  status: PipelineRecord['status'],
): PipelineRecord {
  return store.records.pipelines.put({ ...pipeline, status });
}

function saveJob(store: CiStore, pipeline: PipelineRecord, job: NewJob): void {
  store.records.jobs.put({
    ...job,
    id: store.records.jobs.nextId(),
    pipelineId: pipeline.id,
    projectId: pipeline.projectId,
    userId: pipeline.userId,
    status: 'created',
    attempt: 1,
    retried: false,
    runnerId: null,
    failureReason: null,
    createdAt: store.now(),
    queuedAt: null,
    startedAt: null,
    finishedAt: null,
    scheduledAt: null,
  });
  if (job.environment) {
    ensureEnvironment(store, pipeline.projectId, job.environment);
  }
}
