import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../world/Clock.ts';
import type { CiCommit, CiProject, CiUser, RunnerHost } from '../RunnerHost.ts';
import type { JobRecord, PipelineRecord } from '../ciRecords.ts';
import { commitTag } from '../effects/commitTag.ts';
import { deriveEffects } from '../effects/deriveEffects.ts';
import type { JobEffect } from '../effects/deriveEffects.ts';
import { parseFailureDirective } from '../effects/parseFailureDirective.ts';
import { runScript } from '../effects/runScript.ts';
import { parseImageReference } from '../../registry/parseImageReference.ts';
import { JobTrace } from '../trace/JobTrace.ts';
import type { JobVariables } from '../variables/deriveJobVariables.ts';
import { derivePace } from './derivePace.ts';

export type JobOutcome =
  | { kind: 'success' }
  | { kind: 'failed'; reason: string };

export interface JobExecution {
  job: JobRecord;
  pipeline: PipelineRecord;
  project: CiProject;
  user: CiUser;
  commit: CiCommit;
  variables: JobVariables;
  jobToken: string;
  runnerName: string;
  signal: AbortSignal;
  write: (text: string) => void;
}

/** How long a script that is really run may take, in real time. */
const scriptTimeoutMilliseconds = 120_000;

/** Runs one job: shows its script, and does what the script would do to the outside. */
export class JobExecutor {
  #host: RunnerHost;
  #clock: Clock;
  #pace: number;

  constructor(options: { host: RunnerHost; clock: Clock; pace: number }) {
    this.#host = options.host;
    this.#clock = options.clock;
    this.#pace = options.pace;
  }

  async execute(execution: JobExecution): Promise<JobOutcome> {
    const { job, project, commit, variables, signal } = execution;
    const trace = new JobTrace({
      write: execution.write,
      secrets: [...variables.secrets, execution.jobToken],
      clock: this.#clock,
    });
    const effects = deriveEffects(job.script, variables.values);
    const isReal = effects.some(effect => effect.kind === 'run-script');
    const pace = derivePace(job, effects);
    const rest = (share: number) =>
      this.#clock.sleep(pace * share * this.#pace, signal);

    trace.line(`Running with gitlab-runner 18.5.0 (sandbox)`);
    trace.line(`  on ${execution.runnerName}, system ID: s_sandbox`);
    await trace.section(
      'prepare_executor',
      'Preparing the executor',
      async () => {
        trace.line(
          `Using image ${job.image ?? 'none: the shell of the sandbox'}`,
        );
        trace.notice(
          isReal
            ? 'This job is run by the sandbox: its script is run as it is, from a checkout of the commit.'
            : 'This job is simulated by the sandbox: its script is shown, not run.',
        );
        await rest(0.15);
      },
    );
    await trace.section(
      'get_sources',
      'Getting source from Git repository',
      async () => {
        trace.line(
          `Checking out ${commit.sha.slice(0, 8)} as detached HEAD (ref is ${
            execution.pipeline.ref
          })...`,
        );
        await rest(0.15);
      },
    );
    let outcome: JobOutcome = { kind: 'success' };
    await trace.section(
      'step_script',
      'Executing "step_script" stage of the job script',
      async () => {
        const lines = [...job.beforeScript, ...job.script];
        for (const line of lines) {
          trace.command(line);
          if (!isReal) {
            await rest(0.7 / lines.length);
          }
        }
        if (parseFailureDirective(commit.message, job)) {
          trace.line(`The commit message asks for ${job.name} to fail.`);
          outcome = { kind: 'failed', reason: 'script_failure' };
          return;
        }
        for (const effect of effects) {
          const failure = await this.#perform(effect, execution, trace);
          if (failure) {
            outcome = { kind: 'failed', reason: failure };
            return;
          }
        }
      },
    );
    if (job.afterScript.length > 0) {
      await trace.section('after_script', 'Running after_script', async () => {
        job.afterScript.forEach(line => trace.command(line));
      });
    }
    await trace.section(
      'cleanup_file_variables',
      'Cleaning up project directory and file based variables',
      async () => {},
    );
    if (outcome.kind === 'success') {
      trace.done('Job succeeded');
    } else {
      trace.problem('ERROR: Job failed: exit code 1');
    }
    trace.flush();
    void project;
    return outcome;
  }

  /** Why it failed; undefined when it went well. */
  async #perform(
    effect: JobEffect,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    switch (effect.kind) {
      case 'push-image':
        return this.#pushImage(effect.reference, execution, trace);
      case 'run-script':
        return this.#inFolder(folder =>
          this.#runScript(effect, folder, execution, trace),
        );
      case 'commit-tag':
        return this.#inFolder(async folder => {
          const { values } = execution.variables;
          const done = await commitTag({
            ...effect,
            folder,
            credentials: values.GITOPS_TOKEN
              ? { username: 'oauth2', password: values.GITOPS_TOKEN }
              : undefined,
            message: `Deploy ${effect.tag}\n\nApp-Commit: ${execution.commit.sha}\nPipeline: ${values.CI_PIPELINE_URL}`,
            author: { name: 'Pipeline', email: 'pipeline@example.com' },
            onOutput: text => trace.append(text),
          });
          return done ? undefined : 'script_failure';
        });
      default:
        return effect satisfies never;
    }
  }

  async #pushImage(
    reference: string,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    const image = parseImageReference(reference);
    if (!image?.tag || image.host !== this.#host.registryHost()) {
      trace.line(
        `The push of ${reference} is left out: the sandbox has the registry ${this.#host.registryHost()} only.`,
      );
      return undefined;
    }
    trace.line(
      `The push refers to repository [${image.host}/${image.repository}]`,
    );
    try {
      const { digest, size } = await this.#host.pushImage({
        repository: image.repository,
        tag: image.tag,
        labels: {
          'org.opencontainers.image.revision': execution.commit.sha,
          'org.opencontainers.image.source': execution.project.url,
          'org.opencontainers.image.version': image.tag,
        },
        credentials: {
          username: 'gitlab-ci-token',
          password: execution.jobToken,
        },
      });
      trace.line(`${image.tag}: digest: ${digest} size: ${size}`);
      return undefined;
    } catch (error) {
      trace.line((error as Error).message);
      return 'script_failure';
    }
  }

  async #runScript(
    effect: Extract<JobEffect, { kind: 'run-script' }>,
    folder: string,
    execution: JobExecution,
    trace: JobTrace,
  ): Promise<string | undefined> {
    const checkout = join(folder, 'checkout');
    const home = join(folder, 'home');
    await mkdir(checkout);
    await mkdir(home);
    const { project, commit, variables } = execution;
    await this.#host.checkOut(project.id, commit.sha, checkout);
    const outcome = await runScript({
      folder: checkout,
      home,
      path: effect.path,
      args: effect.args,
      variables: { ...variables.values, CI_PROJECT_DIR: checkout },
      timeoutMilliseconds: scriptTimeoutMilliseconds,
      signal: execution.signal,
      // Where the sandbox keeps its files is nobody's business.
      onOutput: text => trace.append(text.replaceAll(folder, '/builds')),
    });
    execution.signal.throwIfAborted();
    switch (outcome.kind) {
      case 'ended':
        return outcome.code === 0 ? undefined : 'script_failure';
      case 'timed-out':
        return 'job_execution_timeout';
      case 'aborted':
        return 'runner_system_failure';
      default:
        return outcome satisfies never;
    }
  }

  async #inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-job-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
