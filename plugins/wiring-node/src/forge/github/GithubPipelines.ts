import { GithubClient } from '@slipway/plugin-delivery-node';
import { ForgeJob, ForgePipeline, ForgePipelines } from '../ForgePipelines';
import { ForgeRepository } from '../ForgeRepositories';
import { ownerAndName } from './ownerAndName';
import { parseList } from './parse';
import { jobSchema, jobState, runSchema, runState, tellingRun } from './runs';

export class GithubPipelines implements ForgePipelines {
  readonly definition = '.github/workflows/ci.yml';
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  /** A commit has a run for each workflow: the one that says most about all of them. */
  async newest(
    repository: ForgeRepository,
    commit: { branch: string; sha: string },
  ): Promise<ForgePipeline | undefined> {
    const { data } = await this.#github.rest.actions.listWorkflowRunsForRepo({
      ...ownerAndName(repository.path),
      branch: commit.branch,
      head_sha: commit.sha,
      per_page: 100,
    });
    const run = tellingRun(parseList(runSchema, data.workflow_runs));
    return run && { id: run.id, state: runState(run), webUrl: run.html_url };
  }

  async jobs(
    repository: ForgeRepository,
    pipeline: number,
  ): Promise<ForgeJob[]> {
    const jobs = await this.#github.paginate(
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
      {
        ...ownerAndName(repository.path),
        run_id: pipeline,
        filter: 'latest',
        per_page: 100,
      },
    );
    return parseList(jobSchema, jobs).map(job => ({
      id: job.id,
      name: job.name,
      state: jobState(job),
      // A job that may fail is told as a success.
      mayFail: false,
      webUrl: job.html_url ?? undefined,
      failureReason:
        job.conclusion === 'timed_out' || job.conclusion === 'startup_failure'
          ? job.conclusion
          : undefined,
    }));
  }
}
