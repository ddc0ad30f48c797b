import { NotAllowedError, NotImplementedError } from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import { ForgeRunner, ForgeRunners } from '../ForgeRunners';
import { orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseList } from './parse';

const runnerSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  labels: z.array(z.object({ name: z.string() })).default([]),
});

type Runner = z.infer<typeof runnerSchema>;

export class GithubRunners implements ForgeRunners {
  readonly uncreatable =
    "GitHub's token to register a runner ends within the hour, so none can be kept for later: " +
    "run the jobs on GitHub's own (runs-on: ubuntu-latest), or install the Actions Runner Controller, " +
    'which registers runners by itself with a GitHub App';
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  async list(
    repository: ForgeRepository,
    tags: readonly string[],
  ): Promise<ForgeRunner[]> {
    // GitHub's own are always there, and in no list.
    if (tags.every(tag => /^(ubuntu|windows|macos)-/.test(tag))) {
      return [
        {
          id: 'hosted',
          name: tags.join(', ') || 'ubuntu-latest',
          owner: 'hosted',
          online: true,
        },
      ];
    }
    const takes = ({ labels }: Runner) =>
      tags.every(tag =>
        labels.some(({ name }) => name.toLowerCase() === tag.toLowerCase()),
      );
    return [
      ...(await this.#own(repository))
        .filter(takes)
        .map(runner => runnerOf(runner, 'project')),
      ...(await this.#ofOwner(repository))
        .filter(takes)
        .map(runner => runnerOf(runner, 'group')),
    ];
  }

  async named(
    repository: ForgeRepository,
    name: string,
  ): Promise<ForgeRunner[]> {
    return (await this.#own(repository))
      .filter(runner => runner.name === name)
      .map(runner => runnerOf(runner, 'project'));
  }

  async create(): Promise<never> {
    throw new NotImplementedError(this.uncreatable);
  }

  async remove(repository: ForgeRepository, id: string): Promise<void> {
    await orUndefined(
      this.#github.rest.actions.deleteSelfHostedRunnerFromRepo({
        ...ownerAndName(repository.path),
        runner_id: Number(id),
      }),
    );
  }

  async #own(repository: ForgeRepository): Promise<Runner[]> {
    const runners = await this.#github.paginate(
      'GET /repos/{owner}/{repo}/actions/runners',
      { ...ownerAndName(repository.path), per_page: 100 },
    );
    return parseList(runnerSchema, runners);
  }

  /** Of the organisation; a person has none, and not every token may see them. */
  async #ofOwner(repository: ForgeRepository): Promise<Runner[]> {
    try {
      const runners = await orUndefined(
        this.#github.paginate('GET /orgs/{org}/actions/runners', {
          org: ownerAndName(repository.path).owner,
          per_page: 100,
        }),
      );
      return parseList(runnerSchema, runners ?? []);
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return [];
      }
      throw error;
    }
  }
}

function runnerOf(runner: Runner, owner: ForgeRunner['owner']): ForgeRunner {
  return {
    id: String(runner.id),
    name: runner.name,
    owner,
    online: runner.status === 'online',
  };
}
