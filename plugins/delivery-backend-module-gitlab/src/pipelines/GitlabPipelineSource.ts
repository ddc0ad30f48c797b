import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { EventsService } from '@backstage/plugin-events-node';
import {
  createGitlabTransport,
  ForgeChange,
  PipelineLook,
  PipelineReference,
  PipelineSource,
} from '@slipway/plugin-delivery-node';
import { readHook } from '../hooks';
import { ConditionalReader } from './ConditionalReader';
import { presentPipeline } from './presentPipeline';
import { readReference } from './readReference';
import {
  GitlabJob,
  GitlabPipeline,
  GitlabProject,
  parseJobs,
  parsePipelines,
  projectSchema,
} from './schemas';

const settled = new Set(['success', 'failed', 'canceled', 'skipped']);
const jobsKept = 1_000;

/** GitLab as a source of pipelines. */
export class GitlabPipelineSource implements PipelineSource {
  readonly id = 'gitlab';
  readonly #integrations: ScmIntegrationRegistry;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #readers = new Map<string, ConditionalReader>();
  readonly #settledJobs = new Map<string, GitlabJob[]>();

  constructor(options: {
    integrations: ScmIntegrationRegistry;
    events: EventsService;
    logger: LoggerService;
  }) {
    this.#integrations = options.integrations;
    this.#events = options.events;
    this.#logger = options.logger;
  }

  reference(entity: Entity): PipelineReference | undefined {
    return readReference(
      entity,
      this.#integrations.gitlab
        .list()
        // Backstage adds gitlab.com by itself, without a token.
        .filter(({ config }) => config.token)
        .map(({ config }) => config.host),
    );
  }

  async look(
    reference: PipelineReference,
    options: { limit: number; validator?: string; signal: AbortSignal },
  ): Promise<PipelineLook> {
    const { limit, signal } = options;
    const reader = this.#reader(reference.host);
    const path = projectPath(reference);
    const project = parseProject(await reader.read(path, {}, signal));
    const branch = project.default_branch;
    const pipelines = branch
      ? parsePipelines(
          await reader.read(
            `${path}/pipelines`,
            { ref: branch, per_page: limit },
            signal,
          ),
        )
      : [];
    const presented = [];
    for (const pipeline of pipelines.slice(0, limit)) {
      const jobs = await this.#jobs(reference, pipeline, signal);
      presented.push(presentPipeline(project, pipeline, jobs));
    }
    const board = {
      repository: {
        slug: project.path_with_namespace,
        url: project.web_url,
      },
      branch: branch ?? '',
      pipelines: presented,
    };
    const validator = createHash('sha256')
      .update(JSON.stringify(board))
      .digest('base64url');
    return validator === options.validator
      ? { kind: 'unchanged' }
      : { kind: 'seen', board, validator };
  }

  async retry(
    reference: PipelineReference,
    pipeline: string,
    options: { signal: AbortSignal },
  ): Promise<void> {
    const { signal } = options;
    const path = `${projectPath(reference)}/pipelines/${encodeURIComponent(
      pipeline,
    )}`;
    const jobs = parseJobs(
      await this.#reader(reference.host).read(
        `${path}/jobs`,
        { per_page: 100 },
        signal,
      ),
    );
    // GitLab answers 201 also when there is nothing to retry.
    if (!jobs.some(({ status }) => ['failed', 'canceled'].includes(status))) {
      throw new ConflictError(
        `The pipeline ${pipeline} of ${reference.project} has no failed or cancelled job to start again`,
      );
    }
    await this.#transport(reference.host).request({
      method: 'POST',
      path: `${path}/retry`,
      signal,
    });
  }

  async subscribe(onChange: (change: ForgeChange) => void): Promise<void> {
    await this.#events.subscribe({
      id: 'delivery-gitlab',
      topics: ['gitlab'],
      onEvent: async ({ eventPayload }) => {
        const hook = readHook(
          eventPayload,
          this.#integrations.gitlab.list().map(({ config }) => config),
        );
        if (!hook) {
          return;
        }
        this.#logger.debug(`GitLab told of a change in ${hook.projects[0]}`);
        for (const project of hook.projects) {
          onChange({ host: hook.host, project, pushed: hook.pushed });
        }
      },
    });
  }

  /**
   * The jobs of a pipeline that is over stay what they are until something is retried, which shows
   * in the pipeline's own time. One that is not over is asked: its jobs move while it stays as it is.
   */
  async #jobs(
    reference: PipelineReference,
    pipeline: GitlabPipeline,
    signal: AbortSignal,
  ): Promise<GitlabJob[]> {
    const key = JSON.stringify([
      reference.host,
      pipeline.id,
      pipeline.updated_at,
      pipeline.status,
    ]);
    const known = this.#settledJobs.get(key);
    if (known) {
      return known;
    }
    const jobs = parseJobs(
      await this.#reader(reference.host).read(
        `${projectPath(reference)}/pipelines/${pipeline.id}/jobs`,
        { per_page: 100, include_retried: true },
        signal,
      ),
    );
    if (settled.has(pipeline.status) && pipeline.updated_at) {
      this.#settledJobs.set(key, jobs);
      while (this.#settledJobs.size > jobsKept) {
        const [oldest] = this.#settledJobs.keys();
        this.#settledJobs.delete(oldest);
      }
    }
    return jobs;
  }

  #reader(host: string): ConditionalReader {
    const reader =
      this.#readers.get(host) ?? new ConditionalReader(this.#transport(host));
    this.#readers.set(host, reader);
    return reader;
  }

  #transport(host: string) {
    return createGitlabTransport({ integrations: this.#integrations, host });
  }
}

function projectPath({ project }: PipelineReference): string {
  return `/projects/${encodeURIComponent(project)}`;
}

function parseProject(body: unknown): GitlabProject {
  const parsed = projectSchema.safeParse(body);
  if (!parsed.success) {
    throw new ServiceUnavailableError(
      'GitLab answered with something that is not a project; is there a proxy in front of it?',
    );
  }
  return parsed.data;
}
