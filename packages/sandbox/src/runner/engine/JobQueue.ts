import type { Clock } from '../../world/Clock.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import type { JobRecord, RunnerRecord } from '../ciRecords.ts';
import {
  deriveJobVariables,
  plainVariables,
} from '../variables/deriveJobVariables.ts';
import { expandText } from '../variables/expandVariables.ts';
import {
  jobVariables,
  pipelineVariables,
} from '../variables/predefinedVariables.ts';
import type { CiStore } from './CiStore.ts';
import type { JobExecutor } from './JobExecutor.ts';
import { startDeployment } from './environments.ts';

const concurrent = 4;

/** The jobs that wait for a runner and those that run. */
export class JobQueue {
  #store: CiStore;
  #host: RunnerHost;
  #executor: JobExecutor;
  #clock: Clock;
  #log: (message: string) => void;
  #findRunner: (job: JobRecord) => RunnerRecord | undefined;
  #waiting: number[] = [];
  #running = new Map<number, { abort: AbortController; done: Promise<void> }>();
  #stopped = false;
  #onFinished: (ended: { jobId: number; failure: string | undefined }) => void =
    () => {};

  constructor(options: {
    store: CiStore;
    host: RunnerHost;
    executor: JobExecutor;
    clock: Clock;
    log: (message: string) => void;
    findRunner: (job: JobRecord) => RunnerRecord | undefined;
  }) {
    this.#store = options.store;
    this.#host = options.host;
    this.#executor = options.executor;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#findRunner = options.findRunner;
  }

  onFinished(
    listener: (ended: { jobId: number; failure: string | undefined }) => void,
  ): void {
    this.#onFinished = listener;
  }

  add(jobId: number): void {
    if (!this.#waiting.includes(jobId)) {
      this.#waiting.push(jobId);
    }
    // The caller goes on storing what it has decided before anything is started.
    queueMicrotask(() => this.dispatch());
  }

  abort(jobId: number): void {
    this.#waiting = this.#waiting.filter(one => one !== jobId);
    this.#running.get(jobId)?.abort.abort();
  }

  /** Gives waiting jobs to runners; called again whenever there is a new runner. */
  dispatch(): void {
    if (this.#stopped) {
      return;
    }
    for (const jobId of [...this.#waiting]) {
      const job = this.#store.records.jobs.get(jobId);
      if (!job || !this.#isQueued(job)) {
        this.#waiting = this.#waiting.filter(one => one !== jobId);
        continue;
      }
      if (this.#running.size >= concurrent) {
        return;
      }
      if (this.#isHeldUp(job)) {
        this.#store.changeJob(jobId, { status: 'waiting_for_resource' });
        this.#store.refreshPipeline(job.pipelineId);
        continue;
      }
      const runner = this.#findRunner(job);
      if (runner) {
        this.#waiting = this.#waiting.filter(one => one !== jobId);
        this.#launch(job, runner);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { abort } of this.#running.values()) {
      abort.abort();
    }
    await Promise.all([...this.#running.values()].map(one => one.done));
  }

  #isQueued(job: JobRecord): boolean {
    return job.status === 'pending' || job.status === 'waiting_for_resource';
  }

  /** Another job of its resource group runs. */
  #isHeldUp(job: JobRecord): boolean {
    return (
      job.resourceGroup !== null &&
      this.#store.records.jobs.find(
        other =>
          other.projectId === job.projectId &&
          other.resourceGroup === job.resourceGroup &&
          other.status === 'running',
      ) !== undefined
    );
  }

  #launch(job: JobRecord, runner: RunnerRecord): void {
    const abort = new AbortController();
    const running = { abort, done: Promise.resolve() };
    this.#running.set(job.id, running);
    running.done = this.#run(job.id, runner, abort.signal)
      .catch((error: Error) => {
        if (abort.signal.aborted) {
          return undefined;
        }
        this.#log(`Job ${job.id} (${job.name}) broke off: ${error.stack}`);
        return 'runner_system_failure';
      })
      .then(failure => {
        this.#host.revokeJobToken(job.id);
        this.#running.delete(job.id);
        if (!this.#stopped) {
          this.#onFinished({ jobId: job.id, failure });
          this.dispatch();
        }
      });
  }

  async #run(
    jobId: number,
    runner: RunnerRecord,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const job = this.#store.changeJob(jobId, {
      status: 'running',
      startedAt: this.#store.now(),
      runnerId: runner.id,
    });
    this.#store.refreshPipeline(job.pipelineId);
    const pipeline = this.#store.pipeline(job.pipelineId);
    const project = this.#host.project(job.projectId);
    const user = this.#host.user(job.userId);
    const commit = await this.#host.commit(job.projectId, pipeline.sha);
    if (!project || !user || !commit) {
      return 'runner_system_failure';
    }
    const jobToken = this.#host.issueJobToken({
      id: jobId,
      projectId: job.projectId,
      userId: job.userId,
    });
    const { ref, tag } = pipeline;
    const secret = {
      raw: true,
      masked: true,
      variableType: 'env_var' as const,
    };
    const variables = deriveJobVariables([
      plainVariables(
        pipelineVariables({
          baseUrl: this.#host.baseUrl(),
          registryHost: this.#host.registryHost(),
          project,
          user,
          commit,
          pipeline,
          protectedRef: this.#host.isProtected(project.id, ref, tag),
        }),
      ),
      plainVariables(jobVariables(project, job)),
      [
        { key: 'CI_JOB_TOKEN', value: jobToken, ...secret },
        { key: 'CI_REGISTRY_PASSWORD', value: jobToken, ...secret },
      ],
      job.variables,
      this.#host.variables(project.id, {
        ref,
        tag,
        environment: job.environment?.name,
      }),
      pipeline.variables,
    ]);
    const url = job.environment?.url
      ? expandText(job.environment.url, variables.values)
      : null;
    startDeployment(this.#store, this.#host, job, url);
    const timeout = new AbortController();
    const limit = this.#clock
      .sleep(
        job.timeoutSeconds * 1000,
        AbortSignal.any([timeout.signal, signal]),
      )
      .then(
        () => 'job_execution_timeout' as const,
        () => undefined,
      );
    try {
      const executed = this.#executor.execute({
        job,
        pipeline,
        project,
        commit,
        variables,
        jobToken,
        runnerName: runner.description,
        signal: AbortSignal.any([timeout.signal, signal]),
        write: text => this.#store.appendTrace(jobId, text),
      });
      const ended = await Promise.race([executed, limit]);
      if (ended === 'job_execution_timeout') {
        timeout.abort();
        await executed.catch(() => undefined);
        return ended;
      }
      const outcome = await executed;
      return outcome.kind === 'failed' ? outcome.reason : undefined;
    } finally {
      timeout.abort();
    }
  }
}
