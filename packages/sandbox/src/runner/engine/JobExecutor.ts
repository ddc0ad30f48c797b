import type { Clock } from '../../world/Clock.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import { EffectPerformer } from '../effects/EffectPerformer.ts';
import { deriveEffects } from '../effects/deriveEffects.ts';
import type { JobEffect } from '../effects/deriveEffects.ts';
import { parseFailureDirective } from '../effects/parseFailureDirective.ts';
import { JobTrace } from '../trace/JobTrace.ts';
import type { JobExecution, JobOutcome } from './JobExecution.ts';
import { derivePace } from './derivePace.ts';

/** Shows a job's script in its trace, and does what the script would do to the outside. */
export class JobExecutor {
  #performer: EffectPerformer;
  #clock: Clock;
  #pace: number;

  constructor(options: { host: RunnerHost; clock: Clock; pace: number }) {
    this.#performer = new EffectPerformer(options.host);
    this.#clock = options.clock;
    this.#pace = options.pace;
  }

  async execute(execution: JobExecution): Promise<JobOutcome> {
    const { job, variables } = execution;
    const trace = new JobTrace({
      write: execution.write,
      secrets: [...variables.secrets, execution.jobToken],
      clock: this.#clock,
    });
    const effects = deriveEffects(job.script, variables.values);
    const pace = derivePace(job, effects) * this.#pace;
    const rest = (share: number) =>
      this.#clock.sleep(pace * share, execution.signal);

    await this.#prepare(execution, effects, trace, rest);
    const failure = await this.#runSteps(execution, effects, trace, rest);
    if (job.afterScript.length > 0) {
      await trace.section('after_script', 'Running after_script', async () => {
        job.afterScript.forEach(line => trace.command(line));
      });
    }
    if (failure) {
      trace.problem('ERROR: Job failed: exit code 1');
    } else {
      trace.done('Job succeeded');
    }
    trace.flush();
    return failure ? { kind: 'failed', reason: failure } : { kind: 'success' };
  }

  async #prepare(
    { job, commit, pipeline, runnerName }: JobExecution,
    effects: JobEffect[],
    trace: JobTrace,
    rest: (share: number) => Promise<void>,
  ): Promise<void> {
    trace.line('Running with gitlab-runner 18.5.0 (sandbox)');
    trace.line(`  on ${runnerName}, system ID: s_sandbox`);
    const prepare = async () => {
      trace.line(`Using image ${job.image ?? 'none'}`);
      trace.notice(describe(effects, job.beforeScript.length > 0));
      await rest(0.15);
    };
    await trace.section('prepare_executor', 'Preparing the executor', prepare);
    await trace.section(
      'get_sources',
      'Getting source from Git repository',
      async () => {
        const sha = commit.sha.slice(0, 8);
        trace.line(
          `Checking out ${sha} as detached HEAD (ref is ${pipeline.ref})...`,
        );
        await rest(0.15);
      },
    );
  }

  /** Why the job failed; undefined when it did not. */
  async #runSteps(
    execution: JobExecution,
    effects: JobEffect[],
    trace: JobTrace,
    rest: (share: number) => Promise<void>,
  ): Promise<string | undefined> {
    const { job, commit } = execution;
    const steps = async () => {
      const lines = [...job.beforeScript, ...job.script];
      for (const line of lines) {
        trace.command(line);
        await rest(isRun(effects) ? 0 : 0.7 / lines.length);
      }
      if (parseFailureDirective(commit.message, job)) {
        trace.line(`The commit message asks for ${job.name} to fail.`);
        return 'script_failure';
      }
      for (const effect of effects) {
        const failure = await this.#performer.perform(effect, execution, trace);
        if (failure) {
          return failure;
        }
      }
      return undefined;
    };
    return trace.section(
      'step_script',
      'Executing "step_script" stage of the job script',
      steps,
    );
  }
}

function isRun(effects: JobEffect[]): boolean {
  return effects.some(effect => effect.kind === 'run-script');
}

function describe(effects: JobEffect[], hasBeforeScript: boolean): string {
  if (!isRun(effects)) {
    return 'This job is simulated by the sandbox: its script is shown, not run.';
  }
  const before = hasBeforeScript ? '; its before_script is shown, not run' : '';
  return `This job's script is run by the sandbox, from a checkout of the commit${before}.`;
}
