import { parse } from 'yaml';
import {
  ciDefaultsSchema,
  ciJobSchema,
  ciVariablesSchema,
  ciWorkflowSchema,
} from './ciConfigSchema.ts';
import type { CiJob, CiWorkflow, CiYamlVariables } from './ciConfigSchema.ts';

export interface CiConfig {
  stages: string[];
  workflow: CiWorkflow;
  variables: CiYamlVariables;
  jobs: Array<CiJob & { name: string }>;
}

/** Keys at the top that are no jobs. */
const reserved = new Set([
  'stages',
  'workflow',
  'variables',
  'default',
  'include',
  'image',
  'services',
  'before_script',
  'after_script',
  'cache',
  'spec',
]);

/** What is wrong with a `.gitlab-ci.yml`, each in one line. */
export class CiConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.name = 'CiConfigError';
    this.problems = problems;
  }
}

/**
 * Reads a configuration in which includes, `extends` and references are already resolved.
 * All problems are told at once.
 */
export function parseCiConfig(expanded: string): CiConfig {
  const document: Record<string, unknown> = parse(expanded) ?? {};
  const problems: string[] = [];
  const read = <T>(
    where: string,
    result: { success: true; data: T } | { success: false; error: any },
  ): T | undefined => {
    if (result.success) {
      return result.data;
    }
    const issue = result.error.issues[0];
    const path = [where, ...issue.path].join(':');
    problems.push(`${path} config is invalid: ${issue.message}`);
    return undefined;
  };
  const defaults = read(
    'default',
    ciDefaultsSchema.safeParse(document.default ?? {}),
  );
  const workflow = read(
    'workflow',
    ciWorkflowSchema.safeParse(document.workflow ?? {}),
  );
  const variables = read(
    'variables',
    ciVariablesSchema.safeParse(document.variables ?? {}),
  );
  const jobs = Object.entries(document).flatMap(([name, value]) => {
    if (reserved.has(name) || name.startsWith('.')) {
      return [];
    }
    const job = read(`jobs:${name}`, ciJobSchema.safeParse(value));
    return job ? [{ ...inherit(job, defaults), name }] : [];
  });
  const stages = Array.isArray(document.stages)
    ? document.stages.map(String)
    : ['.pre', 'build', 'test', 'deploy', '.post'];
  problems.push(...findBrokenLinks(stages, jobs));
  if (problems.length > 0 || !workflow || !variables) {
    throw new CiConfigError(problems);
  }
  return { stages, workflow, variables, jobs };
}

/** The library that resolves `default:` leaves these four to whoever runs the jobs. */
function inherit(job: CiJob, defaults: Partial<CiJob> | undefined): CiJob {
  return {
    ...job,
    tags: job.tags ?? defaults?.tags,
    interruptible: job.interruptible ?? defaults?.interruptible,
    retry: job.retry ?? defaults?.retry,
    timeout: job.timeout ?? defaults?.timeout,
  };
}

function findBrokenLinks(
  stages: string[],
  jobs: Array<CiJob & { name: string }>,
): string[] {
  if (jobs.length === 0) {
    return ['jobs config should contain at least one visible job'];
  }
  const names = new Set(jobs.map(job => job.name));
  return jobs.flatMap(job => [
    ...(stages.includes(job.stage)
      ? []
      : [
          `${job.name} job: chosen stage ${
            job.stage
          } does not exist; available stages are ${stages.join(', ')}`,
        ]),
    ...(job.needs ?? [])
      .filter(one => !one.optional && !one.elsewhere && !names.has(one.job))
      .map(one => `${job.name} job: undefined need: ${one.job}`),
  ]);
}
