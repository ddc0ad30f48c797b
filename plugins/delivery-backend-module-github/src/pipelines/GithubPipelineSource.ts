import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ForgeChange,
  PipelineLook,
  PipelineReference,
  PipelineSource,
} from '@slipway/plugin-delivery-node';
import { ConnectGithub, repositoryPath } from '../github';
import { readHook } from '../hooks';
import { ConditionalReader } from './ConditionalReader';
import { presentRun } from './presentRun';
import { readReference } from './readReference';
import { runStatus } from './runStatus';
import {
  GithubJob,
  GithubRepository,
  GithubRun,
  parseJobs,
  parsePendingDeployments,
  parseRun,
  parseRuns,
  repositorySchema,
} from './schemas';

const jobsKept = 1_000;
const jobsQuery = { filter: 'latest', per_page: 100 };

/** GitHub as a source of pipelines: the runs of workflows are pipelines. */
export class GithubPipelineSource implements PipelineSource {
  readonly id = 'github';
  readonly #integrations: ScmIntegrationRegistry;
  readonly #connect: ConnectGithub;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #readers = new Map<string, ConditionalReader>();
  readonly #settledJobs = new Map<string, GithubJob[]>();

  constructor(options: {
    integrations: ScmIntegrationRegistry;
    connect: ConnectGithub;
    events: EventsService;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#connect = options.connect;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  reference(entity: Entity): PipelineReference | undefined {
    return readReference(
      entity,
      this.#integrations.github.list().map(({ config }) => ({
        host: config.host,
        hasCredentials: Boolean(config.token || config.apps?.length),
      })),
    );
  }

  async look(
    reference: PipelineReference,
    options: { limit: number; validator?: string; signal: AbortSignal },
  ): Promise<PipelineLook> {
    const { limit, signal } = options;
    const reader = this.#reader(reference);
    const path = repositoryPath(reference.project);
    const repository = parseRepository(await reader.read(path, {}, signal));
    const branch = repository.default_branch;
    const runs = branch
      ? await this.#runs(reference, branch, limit, signal)
      : [];
    const presented = [];
    for (const run of runs) {
      const jobs = await this.#jobs(reference, run, signal);
      const waitsForTime = await this.#waitsForTime(reference, run, signal);
      presented.push(presentRun(repository, run, jobs, waitsForTime));
    }
    const board = {
      repository: { slug: repository.full_name, url: repository.html_url },
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
    const path = `${runsPath(reference)}/${encodeURIComponent(pipeline)}`;
    const reader = this.#reader(reference);
    const run = parseRun(await reader.read(path, {}, signal));
    // GitHub answers 403 to both, as it does where a right is missing.
    if (run?.status !== 'completed') {
      throw new ConflictError(
        `The run ${pipeline} of ${reference.project} is not over yet; GitHub starts jobs again only after that`,
      );
    }
    const jobs = parseJobs(
      await reader.read(`${path}/jobs`, jobsQuery, signal),
    );
    if (!jobs.some(isStopped)) {
      throw new ConflictError(
        `The run ${pipeline} of ${reference.project} has no failed or cancelled job to start again`,
      );
    }
    await this.#connect(placeOf(reference)).request({
      method: 'POST',
      path: `${path}/rerun-failed-jobs`,
      signal,
    });
  }

  async subscribe(onChange: (change: ForgeChange) => void): Promise<void> {
    await this.#events.subscribe({
      id: 'delivery-github',
      topics: ['github'],
      onEvent: async ({ eventPayload, metadata }) => {
        const hook = readHook(
          metadata?.['x-github-event'],
          eventPayload,
          this.#integrations.github.list().map(({ config }) => config.host),
        );
        if (hook) {
          this.#logger.debug(`GitHub told of a change in ${hook.project}`);
          onChange(hook);
        }
      },
    });
  }

  /** Runs for pull requests are left out: a fork's branch may have the name of the default one. */
  async #runs(
    reference: PipelineReference,
    branch: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<GithubRun[]> {
    const runs = parseRuns(
      await this.#reader(reference).read(
        runsPath(reference),
        { branch, per_page: limit, exclude_pull_requests: true },
        signal,
      ),
    );
    return runs
      .filter(({ event }) => !event.startsWith('pull_request'))
      .slice(0, limit);
  }

  /**
   * The jobs of a run that is over stay what they are until something is started again, which is
   * another attempt. One that is not over is asked: its jobs move while it stays as it is.
   */
  async #jobs(
    reference: PipelineReference,
    run: GithubRun,
    signal: AbortSignal,
  ): Promise<GithubJob[]> {
    const key = JSON.stringify([
      reference.host,
      run.id,
      run.run_attempt,
      run.updated_at,
      run.conclusion,
    ]);
    const known = this.#settledJobs.get(key);
    if (known) {
      return known;
    }
    const jobs = parseJobs(
      await this.#reader(reference).read(
        `${runsPath(reference)}/${run.id}/jobs`,
        jobsQuery,
        signal,
      ),
    );
    if (run.status === 'completed' && run.updated_at) {
      this.#settledJobs.set(key, jobs);
      while (this.#settledJobs.size > jobsKept) {
        const [oldest] = this.#settledJobs.keys();
        this.#settledJobs.delete(oldest);
      }
    }
    return jobs;
  }

  /** Whether the environment that a run waits for asks for nobody, and only has a timer. */
  async #waitsForTime(
    reference: PipelineReference,
    run: GithubRun,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (run.status !== 'waiting') {
      return false;
    }
    try {
      const pending = parsePendingDeployments(
        await this.#reader(reference).read(
          `${runsPath(reference)}/${run.id}/pending_deployments`,
          {},
          signal,
        ),
      );
      return (
        pending.length > 0 &&
        pending.every(
          ({ reviewers, wait_timer }) => !reviewers?.length && wait_timer,
        )
      );
    } catch (error) {
      // Who may read runs may still not read deployments; a person is what is mostly waited for.
      if (
        isError(error) &&
        ['NotFoundError', 'NotAllowedError'].includes(error.name)
      ) {
        return false;
      }
      throw error;
    }
  }

  #reader(reference: PipelineReference): ConditionalReader {
    const place = placeOf(reference);
    const key = `${place.host}/${place.owner}`.toLowerCase();
    const reader =
      this.#readers.get(key) ??
      new ConditionalReader(this.#connect(place), this.#now);
    this.#readers.set(key, reader);
    return reader;
  }
}

function isStopped(job: GithubJob): boolean {
  return ['failed', 'cancelled'].includes(runStatus(job));
}

function placeOf({ host, project }: PipelineReference) {
  return { host, owner: project.split('/')[0] };
}

function runsPath({ project }: PipelineReference): string {
  return `${repositoryPath(project)}/actions/runs`;
}

function parseRepository(body: unknown): GithubRepository {
  const parsed = repositorySchema.safeParse(body);
  if (!parsed.success) {
    throw new ServiceUnavailableError(
      'GitHub answered with something that is not a repository; is there a proxy in front of it?',
    );
  }
  return parsed.data;
}
