import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import {
  evaluateExpression,
  type Scope,
} from '../expressions/evaluateExpression.ts';
import { isTruthy } from '../expressions/ExpressionValue.ts';
import { resolveText, resolveTexts } from '../expressions/resolveTemplate.ts';
import { parseCompositeAction } from '../workflow/parseCompositeAction.ts';
import type { ParsedJob, ParsedStep } from '../workflow/ParsedWorkflow.ts';
import { done, failed, type JobSession, type StepEnd } from './JobSession.ts';

type Perform = (
  step: ParsedStep,
  session: JobSession,
  scope: Scope,
) => Promise<StepEnd>;

/** An action of the repository itself, as `uses: ./path` names it: its steps are run in its place. */
export async function runComposite(
  path: string,
  call: {
    inputs: Record<string, string>;
    env: Record<string, string>;
    session: JobSession;
  },
  perform: Perform,
): Promise<StepEnd> {
  const { session } = call;
  const content = await readAction(session, path);
  if (content === undefined) {
    return failed(
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${path}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const action = await parseCompositeAction(path, content);
  switch (action.kind) {
    case 'invalid':
      return failed(action.problem);
    case 'other':
      session.log.notice(
        `The sandbox does not run ${path}, which is made with ${action.using}: the step is shown, and the job goes on.`,
      );
      return done();
    case 'composite':
      return runSteps(action.job, call, perform);
    default:
      return action satisfies never;
  }
}

async function runSteps(
  job: ParsedJob,
  call: {
    inputs: Record<string, string>;
    env: Record<string, string>;
    session: JobSession;
  },
  perform: Perform,
): Promise<StepEnd> {
  const outer = call.session;
  const inputs = {
    ...resolveTexts(job.env, { context: outer.context }),
    ...call.inputs,
  };
  const session: JobSession = {
    ...outer,
    steps: {},
    variables: { ...outer.variables, ...call.env },
    context: { ...outer.context, inputs },
  };
  let failure: string | undefined;
  const scope = (): Scope => ({
    context: {
      ...session.context,
      env: { ...call.env, ...session.env },
      steps: session.steps,
    },
    status: {
      success: failure === undefined,
      failure: failure !== undefined,
      cancelled: session.signal.aborted,
    },
  });
  for (const step of job.steps) {
    session.signal.throwIfAborted();
    const now = scope();
    const isRun = isTruthy(evaluateExpression(step.if, now));
    const end = isRun ? await perform(step, session, now) : done();
    if (end.failure) {
      session.log.problem(end.failure);
    }
    const mayFail = resolveText(step.continueOnError, now) === 'true';
    failure ??= mayFail ? undefined : end.failure;
    session.steps[step.id] = {
      outcome: isRun ? (end.failure ? 'failure' : 'success') : 'skipped',
      conclusion: isRun
        ? end.failure && !mayFail
          ? 'failure'
          : 'success'
        : 'skipped',
      outputs: end.outputs,
    };
  }
  outer.checkedOut ||= session.checkedOut;
  return { failure, outputs: resolveTexts(job.outputs, scope()) };
}

async function readAction(
  { folders }: JobSession,
  path: string,
): Promise<string | undefined> {
  const folder = resolve(folders.workspace, path);
  if (
    folder !== folders.workspace &&
    !folder.startsWith(folders.workspace + sep)
  ) {
    return undefined;
  }
  for (const name of ['action.yml', 'action.yaml']) {
    try {
      return await readFile(join(folder, name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw error;
      }
    }
  }
  return undefined;
}
