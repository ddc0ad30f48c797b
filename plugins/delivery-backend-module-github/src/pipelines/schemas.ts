import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);

export const repositorySchema = z.object({
  full_name: z.string(),
  html_url: z.string(),
  default_branch: text,
});

export type GithubRepository = z.output<typeof repositorySchema>;

const runSchema = z.object({
  id: z.number(),
  name: text,
  event: z.string(),
  status: text,
  conclusion: text,
  head_branch: text,
  head_sha: z.string(),
  html_url: text,
  display_title: text,
  run_attempt: z.number().default(1),
  created_at: z.string(),
  updated_at: text,
  head_commit: z
    .object({
      message: text,
      author: z.object({ name: text }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

export type GithubRun = z.output<typeof runSchema>;

const stepSchema = z.object({ name: z.string(), conclusion: text });

const jobSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: text,
  conclusion: text,
  html_url: text,
  started_at: text,
  completed_at: text,
  workflow_name: text,
  steps: z
    .unknown()
    .transform(steps => elements(steps, stepSchema))
    .catch([]),
});

export type GithubJob = z.output<typeof jobSchema>;

const pendingDeploymentSchema = z.object({
  wait_timer: z.number().nullish(),
  reviewers: z.array(z.unknown()).nullish(),
});

export type PendingDeployment = z.output<typeof pendingDeploymentSchema>;

export function parseRun(body: unknown): GithubRun | undefined {
  return runSchema.safeParse(body).data;
}

/** The runs of a list; what is none is left out. */
export function parseRuns(body: unknown): GithubRun[] {
  return elements(listOf(body, 'workflow_runs'), runSchema);
}

/** The jobs of a list; what is none is left out. */
export function parseJobs(body: unknown): GithubJob[] {
  return elements(listOf(body, 'jobs'), jobSchema);
}

export function parsePendingDeployments(body: unknown): PendingDeployment[] {
  return elements(body, pendingDeploymentSchema);
}

function listOf(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null
    ? (body as Record<string, unknown>)[key]
    : undefined;
}

function elements<T extends z.ZodTypeAny>(
  body: unknown,
  schema: T,
): Array<z.output<T>> {
  return (Array.isArray(body) ? body : []).flatMap(element => {
    const parsed = schema.safeParse(element);
    return parsed.success ? [parsed.data] : [];
  });
}
