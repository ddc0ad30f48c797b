import { z } from 'zod';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const lines = z
  .union([text.transform(line => [line]), z.array(text)])
  .default([]);
const globs = z
  .union([
    z.array(z.string()),
    z.object({ paths: z.array(z.string()) }).transform(one => one.paths),
  ])
  .optional();

/** A variable's value is text, or an object when it has a description or is not to be expanded. */
const variables = z
  .record(
    z.union([
      text.transform(value => ({ value, expand: true })),
      z
        .object({ value: text.default(''), expand: z.boolean().default(true) })
        .passthrough()
        .transform(({ value, expand }) => ({ value, expand })),
      z.null().transform(() => ({ value: '', expand: true })),
    ]),
  )
  .default({});

const need = z.union([
  z.string().transform(job => ({ job, optional: false, elsewhere: false })),
  z
    .object({
      job: z.string(),
      optional: z.boolean().default(false),
      project: z.string().optional(),
      pipeline: z.string().optional(),
    })
    .transform(({ job, optional, project, pipeline }) => ({
      job,
      optional,
      elsewhere: project !== undefined || pipeline !== undefined,
    })),
]);

const when = z.enum([
  'on_success',
  'on_failure',
  'always',
  'manual',
  'delayed',
  'never',
]);

const rule = z.object({
  if: z.string().optional(),
  changes: globs,
  exists: globs,
  when: when.optional(),
  start_in: z.string().optional(),
  allow_failure: z.boolean().optional(),
  variables: z.record(text).optional(),
  needs: z.array(need).optional(),
  interruptible: z.boolean().optional(),
});

const environment = z.union([
  z.string().transform(name => ({
    name,
    url: undefined,
    action: 'start' as const,
    on_stop: undefined,
    deployment_tier: undefined,
  })),
  z.object({
    name: z.string(),
    url: z.string().optional(),
    action: z
      .enum(['start', 'stop', 'prepare', 'verify', 'access'])
      .default('start'),
    on_stop: z.string().optional(),
    deployment_tier: z.string().optional(),
  }),
]);

const retry = z.union([
  z.number().transform(max => ({ max, when: ['always'] })),
  z.object({
    max: z.number().default(0),
    when: z
      .union([z.string().transform(one => [one]), z.array(z.string())])
      .default(['always']),
  }),
]);

const named = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(one => one.name),
]);

/** `only` and `except` name branches, `branches`, `tags`, or patterns between slashes. */
const refs = z
  .union([
    z.array(z.string()),
    z.string().transform(one => [one]),
    z
      .object({ refs: z.array(z.string()).optional() })
      .passthrough()
      .transform(one => one.refs ?? []),
  ])
  .optional();

const matrix = z.record(
  z.union([text.transform(value => [value]), z.array(text)]),
);

export const ciJobSchema = z.object({
  stage: z.string().default('test'),
  script: lines,
  before_script: lines,
  after_script: lines,
  image: named.optional(),
  services: z.array(named).default([]),
  tags: z.array(z.string()).optional(),
  variables,
  rules: z.array(rule).optional(),
  only: refs,
  except: refs,
  when: when.default('on_success'),
  start_in: z.string().optional(),
  allow_failure: z
    .union([
      z.boolean(),
      z
        .object({})
        .passthrough()
        .transform(() => true),
    ])
    .optional(),
  needs: z.array(need).optional(),
  environment: environment.optional(),
  resource_group: z.string().optional(),
  interruptible: z.boolean().optional(),
  retry: retry.optional(),
  timeout: z.string().optional(),
  parallel: z
    .union([z.number(), z.object({ matrix: z.array(matrix) })])
    .optional(),
  trigger: z.unknown().optional(),
});

export const ciDefaultsSchema = ciJobSchema
  .pick({ tags: true, interruptible: true, retry: true, timeout: true })
  .partial();

export const ciWorkflowSchema = z.object({
  name: z.string().optional(),
  rules: z.array(rule).optional(),
});

export const ciVariablesSchema = variables;

export type CiJob = z.infer<typeof ciJobSchema>;
export type CiRule = z.infer<typeof rule>;
export type CiWorkflow = z.infer<typeof ciWorkflowSchema>;
export type CiYamlVariables = z.infer<typeof variables>;
