import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projects';

const pipelineSchema = z.object({
  id: z.number(),
  status: z.string(),
  web_url: z.string().nullish(),
});
const jobSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  allow_failure: z.boolean().default(false),
  web_url: z.string().nullish(),
  failure_reason: z.string().nullish(),
});
const branchSchema = z.object({ commit: z.object({ id: z.string() }) });

export type Pipeline = z.infer<typeof pipelineSchema>;
export type Job = z.infer<typeof jobSchema>;

export async function branchHead(
  forge: GitlabTransport,
  project: number,
  branch: string,
): Promise<string> {
  const { body } = await forge.request({
    method: 'GET',
    path: `${projectPath(project)}/repository/branches/${encodeURIComponent(
      branch,
    )}`,
  });
  return parseAnswer(branchSchema, body, `branch ${branch}`).commit.id;
}

/** The newest pipeline of a commit. */
export async function newestPipeline(
  forge: GitlabTransport,
  project: number,
  commit: { branch: string; sha: string },
): Promise<Pipeline | undefined> {
  const [newest] = await forge.list(
    `${projectPath(project)}/pipelines`,
    { ref: commit.branch, sha: commit.sha, order_by: 'id', sort: 'desc' },
    { limit: 1 },
  );
  return newest === undefined
    ? undefined
    : parseAnswer(pipelineSchema, newest, 'pipeline');
}

export async function listJobs(
  forge: GitlabTransport,
  project: number,
  pipeline: number,
): Promise<Job[]> {
  return parseList(
    jobSchema,
    await forge.list(`${projectPath(project)}/pipelines/${pipeline}/jobs`),
  );
}
