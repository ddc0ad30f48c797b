import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeJob, ForgePipeline, ForgePipelines } from '../ForgePipelines';
import { ForgeRepository } from '../ForgeRepositories';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

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

export class GitlabPipelines implements ForgePipelines {
  readonly definition = '.gitlab-ci.yml';
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  async newest(
    repository: ForgeRepository,
    commit: { branch: string; sha: string },
  ): Promise<ForgePipeline | undefined> {
    const [newest] = await this.#forge.list(
      `${projectPath(repository)}/pipelines`,
      { ref: commit.branch, sha: commit.sha, order_by: 'id', sort: 'desc' },
      { limit: 1 },
    );
    if (newest === undefined) {
      return undefined;
    }
    const { id, status, web_url } = parseAnswer(
      pipelineSchema,
      newest,
      'pipeline',
    );
    return { id, state: pipelineState(status), webUrl: web_url ?? undefined };
  }

  async jobs(
    repository: ForgeRepository,
    pipeline: number,
  ): Promise<ForgeJob[]> {
    const jobs = await this.#forge.list(
      `${projectPath(repository)}/pipelines/${pipeline}/jobs`,
    );
    return parseList(jobSchema, jobs).map(job => ({
      id: job.id,
      name: job.name,
      state: jobState(job.status),
      mayFail: job.allow_failure,
      webUrl: job.web_url ?? undefined,
      failureReason: job.failure_reason ?? undefined,
    }));
  }
}

/** What is not over and waits for nobody is running, whatever GitLab calls it. */
function pipelineState(status: string): ForgePipeline['state'] {
  switch (status) {
    case 'success':
      return 'succeeded';
    case 'failed':
    case 'skipped':
      return status;
    case 'canceled':
      return 'cancelled';
    case 'manual':
      return 'waiting-for-person';
    default:
      return 'running';
  }
}

function jobState(status: string): ForgeJob['state'] {
  return status === 'running' || pipelineState(status) !== 'running'
    ? pipelineState(status)
    : 'waiting';
}
