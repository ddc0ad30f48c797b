import { z } from 'zod';

const time = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
const text = time;

export const projectSchema = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  default_branch: text,
});

export type GitlabProject = z.output<typeof projectSchema>;

const pipelineSchema = z.object({
  id: z.number(),
  status: z.string(),
  ref: z.string(),
  sha: z.string(),
  web_url: text,
  created_at: z.string(),
  updated_at: text,
});

export type GitlabPipeline = z.output<typeof pipelineSchema>;

const jobSchema = z.object({
  id: z.number(),
  name: z.string(),
  stage: z.string(),
  status: z.string(),
  allow_failure: z.boolean().default(false),
  web_url: text,
  started_at: time,
  finished_at: time,
  failure_reason: text,
  commit: z
    .object({ title: text, author_name: text, web_url: text })
    .nullish()
    .catch(undefined),
});

export type GitlabJob = z.output<typeof jobSchema>;

/** The pipelines of a list; what is none is left out. */
export function parsePipelines(body: unknown): GitlabPipeline[] {
  return elements(body, pipelineSchema);
}

/** The jobs of a list; what is none is left out. */
export function parseJobs(body: unknown): GitlabJob[] {
  return elements(body, jobSchema);
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
