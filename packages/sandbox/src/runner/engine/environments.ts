import type { RunnerHost } from '../RunnerHost.ts';
import type {
  EnvironmentRecord,
  JobEnvironment,
  JobRecord,
} from '../ciRecords.ts';
import { environmentSlug, environmentTier } from '../variables/slugs.ts';
import type { CiStore } from './CiStore.ts';

/** An environment comes into being with the first job that names it. */
export function ensureEnvironment(
  store: CiStore,
  projectId: number,
  wanted: JobEnvironment,
): EnvironmentRecord {
  const { environments } = store.records;
  const known = environments.find(
    one => one.projectId === projectId && one.name === wanted.name,
  );
  const now = store.now();
  if (known) {
    return wanted.onStop && known.onStop !== wanted.onStop
      ? environments.put({ ...known, onStop: wanted.onStop, updatedAt: now })
      : known;
  }
  return environments.put({
    id: environments.nextId(),
    projectId,
    name: wanted.name,
    slug: environmentSlug(wanted.name),
    externalUrl: null,
    tier: wanted.tier ?? environmentTier(wanted.name),
    state: 'available',
    description: null,
    kubernetesNamespace: null,
    fluxResourcePath: null,
    autoStopSetting: 'always',
    onStop: wanted.onStop,
    createdAt: now,
    updatedAt: now,
  });
}

/** Writes down that a job has begun to deploy. */
export function startDeployment(
  store: CiStore,
  host: RunnerHost,
  job: JobRecord,
  url: string | null,
): void {
  if (job.environment?.action !== 'start') {
    return;
  }
  const pipeline = store.pipeline(job.pipelineId);
  const environment = ensureEnvironment(store, job.projectId, job.environment);
  if (url) {
    store.records.environments.put({ ...environment, externalUrl: url });
  }
  const now = store.now();
  const deployment = store.records.deployments.put({
    id: store.records.deployments.nextId(),
    iid: host.nextIid(job.projectId, 'deployment'),
    projectId: job.projectId,
    environmentId: environment.id,
    ref: pipeline.ref,
    tag: pipeline.tag,
    sha: pipeline.sha,
    status: 'created',
    userId: job.userId,
    jobId: job.id,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  });
  store.changeDeployment(deployment, 'running');
}

/** The deployment ends as its job does. */
export function finishDeployment(store: CiStore, job: JobRecord): void {
  const deployment = store.deploymentOf(job.id);
  const { status } = job;
  if (
    deployment &&
    (status === 'success' || status === 'failed' || status === 'canceled')
  ) {
    store.changeDeployment(deployment, status);
  }
  const { environment } = job;
  if (status === 'success' && environment) {
    const record = ensureEnvironment(store, job.projectId, environment);
    const state = environment.action === 'stop' ? 'stopped' : 'available';
    if (environment.action === 'stop' || environment.action === 'start') {
      const updatedAt = store.now();
      store.records.environments.put({ ...record, state, updatedAt });
    }
  }
}
