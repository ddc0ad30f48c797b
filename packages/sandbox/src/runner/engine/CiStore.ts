import type { Clock } from '../../world/Clock.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import type {
  CiRecords,
  DeploymentRecord,
  DeploymentStatus,
  JobRecord,
  PipelineRecord,
} from '../ciRecords.ts';
import { deriveCompositeStatus } from '../process/deriveCompositeStatus.ts';
import { isCompleted } from '../statuses.ts';

/** Writes what changes and tells about it: nobody else sets a status. */
export class CiStore {
  readonly records: CiRecords;
  #host: RunnerHost;
  #clock: Clock;

  constructor(records: CiRecords, host: RunnerHost, clock: Clock) {
    this.records = records;
    this.#host = host;
    this.#clock = clock;
  }

  now(): string {
    return this.#clock.now().toISOString();
  }

  pipeline(id: number): PipelineRecord {
    const pipeline = this.records.pipelines.get(id);
    if (!pipeline) {
      throw new Error(`Pipeline ${id} is not there any more`);
    }
    return pipeline;
  }

  job(id: number): JobRecord {
    const job = this.records.jobs.get(id);
    if (!job) {
      throw new Error(`Job ${id} is not there any more`);
    }
    return job;
  }

  /** Also those that have been run again, oldest first. */
  allJobs(pipelineId: number): JobRecord[] {
    return this.records.jobs.filter(job => job.pipelineId === pipelineId);
  }

  /** The newest of each name. */
  jobs(pipelineId: number): JobRecord[] {
    return this.allJobs(pipelineId).filter(job => !job.retried);
  }

  changeJob(id: number, change: Partial<JobRecord>): JobRecord {
    const before = this.job(id);
    const job = this.records.jobs.put({ ...before, ...change });
    if (job.status !== before.status) {
      this.#host.emit({ kind: 'job', job });
    }
    return job;
  }

  /** Brings a pipeline's status and times up to what its jobs are in. */
  refreshPipeline(id: number): PipelineRecord {
    const before = this.pipeline(id);
    const jobs = this.jobs(id);
    const status = deriveCompositeStatus(jobs) ?? before.status;
    if (status === before.status) {
      return before;
    }
    const now = this.now();
    const pipeline = this.records.pipelines.put({
      ...before,
      status,
      updatedAt: now,
      startedAt:
        before.startedAt ?? (status === 'running' ? now : before.startedAt),
      finishedAt: isCompleted(status) ? now : null,
    });
    this.#host.emit({ kind: 'pipeline', pipeline });
    return pipeline;
  }

  deploymentOf(jobId: number): DeploymentRecord | undefined {
    return this.records.deployments.find(one => one.jobId === jobId);
  }

  changeDeployment(
    deployment: DeploymentRecord,
    status: DeploymentStatus,
  ): DeploymentRecord {
    const now = this.now();
    const ended = status !== 'created' && status !== 'running';
    const changed = this.records.deployments.put({
      ...deployment,
      status,
      updatedAt: now,
      finishedAt: ended ? now : null,
    });
    this.#host.emit({ kind: 'deployment', deployment: changed });
    return changed;
  }

  trace(jobId: number): string {
    return this.records.traces.get(jobId)?.text ?? '';
  }

  appendTrace(jobId: number, text: string): void {
    const before = this.trace(jobId);
    this.records.traces.put({ id: jobId, text: before + text });
  }
}
