import type { CiVariable, JobEnvironment, JobRecord } from '../ciRecords.ts';
import type {
  CiJob,
  CiRule,
  CiYamlVariables,
} from '../config/ciConfigSchema.ts';
import { expandParallel } from '../config/expandParallel.ts';
import type { ParallelJob } from '../config/expandParallel.ts';
import { parseDuration } from '../config/parseDuration.ts';
import { CiConfigError } from '../config/parseCiConfig.ts';
import type { CiConfig } from '../config/parseCiConfig.ts';
import { deriveRuleOutcome } from '../rules/deriveRuleOutcome.ts';
import type { RuleFacts } from '../rules/deriveRuleOutcome.ts';
import {
  deriveJobVariables,
  plainVariables,
} from '../variables/deriveJobVariables.ts';
import { expandText } from '../variables/expandVariables.ts';

export type NewJob = Pick<
  JobRecord,
  | 'name'
  | 'stage'
  | 'when'
  | 'startInSeconds'
  | 'allowFailure'
  | 'needs'
  | 'beforeScript'
  | 'script'
  | 'afterScript'
  | 'image'
  | 'services'
  | 'tags'
  | 'variables'
  | 'environment'
  | 'resourceGroup'
  | 'interruptible'
  | 'retryMax'
  | 'retryWhen'
  | 'timeoutSeconds'
>;

export type PipelinePlan =
  | { kind: 'planned'; name: string | null; stages: string[]; jobs: NewJob[] }
  /** `workflow:rules` want no pipeline. */
  | { kind: 'filtered' }
  /** There is a pipeline to be made, and no job in it. */
  | { kind: 'no-jobs' };

export interface PlanFacts {
  predefined: Record<string, string>;
  /** Of the groups and the project. */
  settings: CiVariable[];
  /** Of whoever asked for the pipeline. */
  given: CiVariable[];
  ref: string;
  tag: boolean;
  files: string[];
  changedFiles: string[] | undefined;
}

function yamlVariables(variables: CiYamlVariables): CiVariable[] {
  return Object.entries(variables).map(([key, { value, expand }]) => ({
    key,
    value,
    variableType: 'env_var',
    masked: false,
    raw: !expand,
  }));
}

/** `only` and `except`, of which GitLab keeps the simple forms alive. */
function namesRef(
  names: string[],
  { ref, tag }: Pick<PlanFacts, 'ref' | 'tag'>,
): boolean {
  return names.some(name => {
    const pattern = /^\/(.+)\/(i?)$/.exec(name);
    if (pattern) {
      return new RegExp(pattern[1], pattern[2]).test(ref);
    }
    if (name === 'branches') return !tag;
    return name === 'tags' ? tag : name === ref;
  });
}

function outcomeOf(job: CiJob, facts: RuleFacts, plan: PlanFacts) {
  if (job.rules) {
    return deriveRuleOutcome(job.rules, facts);
  }
  const only = job.only ?? ['branches', 'tags'];
  if (!namesRef(only, plan) || namesRef(job.except ?? [], plan)) {
    return { added: false as const };
  }
  return deriveRuleOutcome([{}], facts);
}

/** A pipeline's jobs, of a configuration and what is known when it is made. */
export function planPipeline(config: CiConfig, facts: PlanFacts): PipelinePlan {
  const base = [
    plainVariables(facts.predefined),
    yamlVariables(config.variables),
  ];
  const known = (...more: CiVariable[][]) =>
    deriveJobVariables([...base, ...more, facts.settings, facts.given]).values;
  const ruleFacts = (variables: Record<string, string>): RuleFacts => ({
    variables,
    files: facts.files,
    changedFiles: facts.changedFiles,
  });

  let workflowVariables: CiVariable[] = [];
  if (config.workflow.rules) {
    const outcome = decide('workflow', () =>
      deriveRuleOutcome(config.workflow.rules!, ruleFacts(known())),
    );
    if (!outcome.added) {
      return { kind: 'filtered' };
    }
    workflowVariables = written(outcome.variables);
  }

  const planned: Array<{
    parallel: ParallelJob;
    job: NewJob;
    needs?: CiRule['needs'];
  }> = [];
  for (const job of config.jobs) {
    for (const parallel of expandParallel(job.name, job.parallel)) {
      const own = [
        workflowVariables,
        yamlVariables(job.variables),
        written(parallel.variables),
      ];
      const outcome = decide(`jobs:${job.name}`, () =>
        outcomeOf(job, ruleFacts(known(...own)), facts),
      );
      if (outcome.added && (job.when !== 'never' || job.rules)) {
        const variables = [...own.flat(), ...written(outcome.variables)];
        planned.push({
          parallel,
          needs: outcome.needs ?? job.needs,
          job: createJob(job, parallel.name, variables, {
            ...outcome,
            when:
              outcome.when ?? (job.when === 'never' ? 'on_success' : job.when),
            values: known(variables),
            globals: yamlVariables(config.variables),
          }),
        });
      }
    }
  }
  if (planned.length === 0) {
    return { kind: 'no-jobs' };
  }
  const jobs = planned.map(({ job, needs }) => ({
    ...job,
    needs: needs ? resolveNeeds(job.name, needs, planned) : null,
  }));
  const name = config.workflow.name;
  return {
    kind: 'planned',
    name: name ? expandText(name, known(workflowVariables)) : null,
    stages: config.stages,
    jobs,
  };
}

function written(values: Record<string, string>): CiVariable[] {
  return plainVariables(values).map(one => ({ ...one, raw: false }));
}

function decide<T>(where: string, derive: () => T): T {
  try {
    return derive();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new CiConfigError([`${where}:rules: ${error.message}`], {
        cause: error,
      });
    }
    throw error;
  }
}

function resolveNeeds(
  name: string,
  needs: NonNullable<CiRule['needs']>,
  planned: Array<{ parallel: ParallelJob }>,
): string[] {
  return needs
    .filter(need => !need.elsewhere)
    .flatMap(need => {
      const found = planned.filter(
        ({ parallel }) =>
          parallel.baseName === need.job || parallel.name === need.job,
      );
      if (found.length === 0 && !need.optional) {
        throw new CiConfigError([
          `'${name}' job needs '${need.job}' job, but '${need.job}' does not exist in the pipeline. This might be because of the only, except, or rules keywords. To need a job that sometimes does not exist in the pipeline, use needs:optional.`,
        ]);
      }
      return found.map(({ parallel }) => parallel.name);
    });
}

function createJob(
  job: CiJob,
  name: string,
  variables: CiVariable[],
  outcome: {
    when: NewJob['when'];
    startIn: string | undefined;
    allowFailure: boolean | undefined;
    interruptible: boolean | undefined;
    values: Record<string, string>;
    globals: CiVariable[];
  },
): NewJob {
  const { values } = outcome;
  const environment: JobEnvironment | null = job.environment
    ? {
        name: expandText(job.environment.name, values),
        url: job.environment.url ?? null,
        action: job.environment.action,
        onStop: job.environment.on_stop ?? null,
        tier: job.environment.deployment_tier ?? null,
      }
    : null;
  return {
    name,
    stage: job.stage,
    when: outcome.when,
    startInSeconds: parseDuration(outcome.startIn ?? job.start_in ?? '0') ?? 0,
    // A job by hand that nobody's rules ask for is not waited for.
    allowFailure:
      outcome.allowFailure ??
      job.allow_failure ??
      (outcome.when === 'manual' && job.rules === undefined),
    needs: null,
    beforeScript: job.before_script,
    script: job.script,
    afterScript: job.after_script,
    image: job.image ? expandText(job.image, values) : null,
    services: job.services.map(one => expandText(one, values)),
    tags: (job.tags ?? []).map(tag => expandText(tag, values)),
    variables: [...outcome.globals, ...variables],
    environment,
    resourceGroup: job.resource_group
      ? expandText(job.resource_group, {
          ...values,
          CI_ENVIRONMENT_NAME: environment?.name ?? '',
        })
      : null,
    interruptible: outcome.interruptible ?? job.interruptible ?? false,
    retryMax: Math.min(2, job.retry?.max ?? 0),
    retryWhen: job.retry?.when ?? ['always'],
    timeoutSeconds: parseDuration(job.timeout ?? '1h') ?? 3600,
  };
}
