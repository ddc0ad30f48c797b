import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import { textOf } from '../expressions/ExpressionValue.ts';
import type { Scope } from '../expressions/evaluateExpression.ts';
import {
  resolveTemplate,
  resolveText,
  resolveTexts,
} from '../expressions/resolveTemplate.ts';
import { entryOf, type Template } from '../workflow/Template.ts';
import type { ParsedStep } from '../workflow/ParsedWorkflow.ts';
import type { ActionTwin } from './ActionCall.ts';
import { done, type JobSession, type StepEnd } from './JobSession.ts';
import { runComposite } from './runComposite.ts';
import type { ScriptRunner } from './ScriptRunner.ts';

/** What `defaults.run` of a workflow and of its job say. */
export interface RunDefaults {
  workflow: Template | undefined;
  job: Template | undefined;
}

/** Does one step: runs its script as far as that is harmless, or what stands for its action. */
export class StepPerformer {
  readonly #twins: Record<string, ActionTwin>;
  readonly #scripts: ScriptRunner;

  constructor(options: {
    twins: Record<string, ActionTwin>;
    scripts: ScriptRunner;
  }) {
    this.#twins = options.twins;
    this.#scripts = options.scripts;
  }

  async perform(
    step: ParsedStep,
    session: JobSession,
    scope: Scope,
    defaults: RunDefaults,
  ): Promise<StepEnd> {
    const env = {
      ...session.env,
      ...resolveTexts(step.env, scope),
    };
    const inner: Scope = {
      ...scope,
      context: {
        ...scope.context,
        env: env as Record<string, ExpressionValue>,
      },
    };
    if (step.run !== undefined) {
      const setting = (key: string, own: Template | undefined) =>
        resolveText(
          own ??
            entryOf(entryOf(defaults.job, 'run'), key) ??
            entryOf(entryOf(defaults.workflow, 'run'), key),
          inner,
        );
      return this.#scripts.run(
        {
          script: textOf(resolveTemplate(step.run, inner)),
          shell: setting('shell', step.shell),
          workingDirectory: setting('working-directory', step.workingDirectory),
          env,
        },
        session,
      );
    }
    return this.#act(step, session, inner, env);
  }

  async #act(
    step: ParsedStep,
    session: JobSession,
    scope: Scope,
    env: Record<string, string>,
  ): Promise<StepEnd> {
    const [path, version = ''] = (step.uses ?? '').split('@');
    const inputs = resolveTexts(step.with, scope);
    const { log } = session;
    log.group(`Run ${step.uses}`, [
      ...(Object.keys(inputs).length > 0 ? ['with:', ...indented(inputs)] : []),
      ...(Object.keys(env).length > 0 ? ['env:', ...indented(env)] : []),
    ]);
    if (path.startsWith('./')) {
      return runComposite(path, { inputs, env, session }, (one, inner, now) =>
        this.perform(one, inner, now, { workflow: undefined, job: undefined }),
      );
    }
    const twin = this.#twins[path.toLowerCase()];
    if (!twin) {
      log.notice(
        `The sandbox does not run ${step.uses}: the step is shown, and the job goes on.`,
      );
      return done();
    }
    return twin({ name: path, version, inputs, session });
  }
}

function indented(values: Record<string, string>): string[] {
  return Object.entries(values).map(
    ([key, value]) => `  ${key}: ${value.split('\n').join('\n    ')}`,
  );
}
