import type { GithubPermissions } from '../../api/GithubPrincipal.ts';
import {
  evaluateExpression,
  type Scope,
} from '../expressions/evaluateExpression.ts';
import {
  isTruthy,
  type ExpressionValue,
  textOf,
} from '../expressions/ExpressionValue.ts';
import {
  resolveTemplate,
  resolveText,
} from '../expressions/resolveTemplate.ts';
import type { ParsedJob } from '../workflow/ParsedWorkflow.ts';
import type { Template } from '../workflow/Template.ts';
import { entryOf, isExpression, isMap } from '../workflow/Template.ts';
import { expandMatrix, matrixName } from './expandMatrix.ts';

/** A job as it comes out of the file, before it has begun. */
export interface JobDraft {
  key: string;
  name: string;
  matrix: Record<string, ExpressionValue> | null;
  index: number;
  total: number;
  failFast: boolean;
  maxParallel: number | null;
  continueOnError: boolean;
  timeoutMinutes: number;
  labels: string[];
  environment: string | null;
  concurrencyGroup: string | null;
  cancelInProgress: boolean;
  permissions: GithubPermissions;
}

/** Whether a job is run, and as how many: one for each combination of its matrix. */
export function draftJobs(
  job: ParsedJob,
  scope: Scope,
  permissions: GithubPermissions,
): { run: boolean; jobs: JobDraft[] } {
  if (!isTruthy(evaluateExpression(job.if, scope))) {
    const name = isPlain(job.name) ? textOf(job.name as string) : job.id;
    const [draft] = [draftJob(job, undefined, scope, permissions, name)];
    return { run: false, jobs: [draft] };
  }
  const matrix = entryOf(job.strategy, 'matrix');
  const combinations = matrix
    ? expandMatrix(resolveTemplate(matrix, scope))
    : undefined;
  if (!combinations) {
    return { run: true, jobs: [draftJob(job, undefined, scope, permissions)] };
  }
  const total = combinations.length;
  return {
    run: true,
    jobs: combinations.map((one, index) =>
      draftJob(job, { matrix: one, index, total }, scope, permissions),
    ),
  };
}

function isPlain(template: Template | undefined): boolean {
  return template !== undefined && typeof template !== 'object';
}

function draftJob(
  job: ParsedJob,
  place:
    | { matrix: Record<string, ExpressionValue>; index: number; total: number }
    | undefined,
  scope: Scope,
  permissions: GithubPermissions,
  /** Where the job is not run, nothing of it is evaluated. */
  skippedName?: string,
): JobDraft {
  const { matrix = null, index = 0, total = 1 } = place ?? {};
  const failFast = entryOf(job.strategy, 'fail-fast');
  const maxParallel = entryOf(job.strategy, 'max-parallel');
  const draft = {
    key: job.id,
    matrix,
    index,
    total,
    failFast: failFast !== false,
    maxParallel: typeof maxParallel === 'number' ? maxParallel : null,
    permissions,
  };
  if (skippedName !== undefined) {
    return {
      ...draft,
      name: skippedName,
      continueOnError: false,
      timeoutMinutes: 360,
      labels: [],
      environment: null,
      concurrencyGroup: null,
      cancelInProgress: false,
    };
  }
  const own: Scope = {
    ...scope,
    context: {
      ...scope.context,
      matrix: matrix ?? {},
      strategy: {
        'fail-fast': draft.failFast,
        'job-index': index,
        'job-total': total,
        'max-parallel': draft.maxParallel ?? total,
      },
    },
  };
  const named = resolveText(job.name, own);
  const saysMatrix = job.name !== undefined && isExpression(job.name);
  const { environment } = job;
  const concurrency = resolveConcurrency(job.concurrency, own);
  return {
    ...draft,
    name:
      saysMatrix && named ? named : matrixName(named || job.id, matrix ?? {}),
    continueOnError: resolveText(job.continueOnError, own) === 'true',
    timeoutMinutes: Number(resolveText(job.timeoutMinutes, own) ?? 360) || 360,
    labels: labelsOf(job.runsOn, own),
    environment:
      resolveText(
        environment !== undefined && environment !== null && isMap(environment)
          ? entryOf(environment, 'name')
          : environment,
        own,
      ) || null,
    concurrencyGroup: concurrency?.group ?? null,
    cancelInProgress: concurrency?.cancelInProgress ?? false,
  };
}

function labelsOf(runsOn: Template | undefined, scope: Scope): string[] {
  const value = runsOn === undefined ? null : resolveTemplate(runsOn, scope);
  if (Array.isArray(value)) {
    return value.map(textOf);
  }
  if (value !== null && typeof value === 'object') {
    const { labels } = value;
    return Array.isArray(labels) ? labels.map(textOf) : [textOf(labels)];
  }
  return value === null ? [] : [textOf(value)];
}

/** `concurrency:`, as a name or with what it does to those before. */
export function resolveConcurrency(
  concurrency: Template | undefined,
  scope: Scope,
): { group: string; cancelInProgress: boolean } | undefined {
  if (concurrency === undefined || concurrency === null) {
    return undefined;
  }
  const value = resolveTemplate(concurrency, scope);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const group = textOf(value.group);
    return group
      ? {
          group,
          cancelInProgress: textOf(value['cancel-in-progress']) === 'true',
        }
      : undefined;
  }
  const group = textOf(value);
  return group ? { group, cancelInProgress: false } : undefined;
}
