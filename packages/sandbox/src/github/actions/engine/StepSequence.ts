import type { Scope } from '../expressions/evaluateExpression.ts';
import { evaluateExpression } from '../expressions/evaluateExpression.ts';
import { isTruthy, textOf } from '../expressions/ExpressionValue.ts';
import { resolveText } from '../expressions/resolveTemplate.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { StepRecord } from '../records/actionsRecords.ts';
import type { Conclusion } from '../records/statuses.ts';
import { failed, type JobSession, type StepEnd } from '../steps/JobSession.ts';
import type { RunDefaults, StepPerformer } from '../steps/StepPerformer.ts';
import type { ParsedStep } from '../workflow/ParsedWorkflow.ts';
import { isExpression } from '../workflow/Template.ts';

/** Goes through the steps of a job, and writes down what becomes of each. */
export class StepSequence {
  readonly #session: JobSession;
  readonly #performer: StepPerformer;
  readonly #store: ActionsStore;
  readonly #defaults: RunDefaults;
  readonly #rest: () => Promise<void>;
  readonly #fails: boolean;
  #records: StepRecord[] = [];
  #failed = false;

  constructor(options: {
    session: JobSession;
    performer: StepPerformer;
    store: ActionsStore;
    defaults: RunDefaults;
    /** Waits for a step's share of the job's time. */
    rest: () => Promise<void>;
    /** The commit's message asks for it. */
    fails: boolean;
  }) {
    this.#session = options.session;
    this.#performer = options.performer;
    this.#store = options.store;
    this.#defaults = options.defaults;
    this.#rest = options.rest;
    this.#fails = options.fails;
  }

  async run(steps: ParsedStep[]): Promise<Conclusion> {
    this.#records = [
      newRecord('Set up job', 1),
      ...steps.map((step, index) => newRecord(nameOf(step), index + 2)),
      newRecord('Complete job', steps.length + 2),
    ];
    await this.#frame(0, () => this.#setUp());
    for (const [index, step] of steps.entries()) {
      await this.#step(index + 1, step);
    }
    await this.#frame(steps.length + 1, () => {
      this.#session.log.line('Cleaning up orphan processes');
    });
    return this.#failed ? 'failure' : 'success';
  }

  /** What a job has around its steps. */
  async #frame(index: number, work: () => void): Promise<void> {
    this.#change(index, {
      status: 'in_progress',
      startedAt: this.#store.now(),
    });
    work();
    if (index === 0) {
      await this.#rest();
    }
    this.#end(index, 'success');
  }

  #setUp(): void {
    const { log, job } = this.#session;
    log.line(`Current runner version: '2.330.0' (sandbox)`);
    log.group('GITHUB_TOKEN Permissions', [
      ...Object.entries(job.permissions).map(
        ([name, level]) =>
          `${name
            .split('_')
            .map(word => word[0].toUpperCase() + word.slice(1))
            .join('')}: ${level}`,
      ),
    ]);
    log.line(`Complete job name: ${job.name}`);
  }

  async #step(index: number, step: ParsedStep): Promise<void> {
    const { log, signal } = this.#session;
    signal.throwIfAborted();
    const scope = this.#scope();
    const name = resolveText(step.name, scope);
    if (name) {
      this.#change(index, { name });
    }
    if (!isTruthy(evaluateExpression(step.if, scope))) {
      this.#end(index, 'skipped');
      this.#remember(step, 'skipped', 'skipped', {});
      return;
    }
    this.#change(index, {
      status: 'in_progress',
      startedAt: this.#store.now(),
    });
    await this.#rest();
    const { failure, outputs } = await this.#perform(step, scope);
    if (failure) {
      log.problem(failure);
    }
    const mayFail = resolveText(step.continueOnError, scope) === 'true';
    const outcome = failure ? 'failure' : 'success';
    const conclusion = failure && !mayFail ? 'failure' : 'success';
    this.#failed ||= conclusion === 'failure';
    this.#remember(step, outcome, conclusion, outputs);
    this.#end(index, conclusion);
  }

  async #perform(step: ParsedStep, scope: Scope): Promise<StepEnd> {
    const { log, job } = this.#session;
    const isCheckout = step.uses?.startsWith('actions/checkout') ?? false;
    if (this.#fails && !this.#failed && !isCheckout) {
      log.line(`The commit message asks for ${job.name} to fail.`);
      return failed('Process completed with exit code 1.');
    }
    return this.#performer.perform(step, this.#session, scope, this.#defaults);
  }

  #scope(): Scope {
    const session = this.#session;
    return {
      context: {
        ...session.context,
        env: { ...session.env },
        steps: session.steps,
        job: { status: this.#failed ? 'failure' : 'success' },
      },
      status: {
        success: !this.#failed,
        failure: this.#failed,
        cancelled: session.signal.aborted,
      },
    };
  }

  #remember(
    step: ParsedStep,
    outcome: string,
    conclusion: string,
    outputs: Record<string, string>,
  ): void {
    this.#session.steps[step.id] = { outcome, conclusion, outputs };
  }

  #end(index: number, conclusion: Conclusion): void {
    const now = this.#store.now();
    const { startedAt } = this.#records[index];
    this.#change(index, {
      status: 'completed',
      conclusion,
      startedAt: startedAt ?? now,
      completedAt: now,
    });
  }

  #change(index: number, change: Partial<StepRecord>): void {
    this.#records[index] = { ...this.#records[index], ...change };
    this.#store.changeJob(this.#session.job.id, { steps: this.#records });
  }
}

function newRecord(name: string, number: number): StepRecord {
  return {
    name,
    number,
    status: 'queued',
    conclusion: null,
    startedAt: null,
    completedAt: null,
  };
}

/** What a step is called that has no name, or one that is not known yet. */
function nameOf(step: ParsedStep): string {
  if (typeof step.name === 'string') {
    return step.name;
  }
  if (step.uses) {
    return `Run ${step.uses}`;
  }
  const script =
    step.run !== undefined && isExpression(step.run)
      ? step.run.expression
      : textOf((step.run ?? '') as string);
  return `Run ${script.split('\n')[0]}`;
}
