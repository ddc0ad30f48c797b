import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  ForgeRepositories,
  ForgeRepository,
  RepositoryFields,
  RepositoryUrls,
} from '../ForgeRepositories';
import { orEmpty, orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseAnswer } from './parse';

const repositorySchema = z.object({
  id: z.number(),
  full_name: z.string(),
  html_url: z.string(),
  clone_url: z.string(),
  ssh_url: z.string().nullish(),
  default_branch: z.string().nullish(),
  /** In kilobytes, and behind by a while. */
  size: z.number().default(0),
  archived: z.boolean().default(false),
  description: z.string().nullish(),
  private: z.boolean().default(true),
  visibility: z.enum(['private', 'internal', 'public']).nullish(),
  topics: z.array(z.string()).nullish(),
});

type Repository = z.infer<typeof repositorySchema>;

export class GithubRepositories implements ForgeRepositories {
  /** Topics are a request of their own. */
  readonly marksAtOnce = false;
  readonly #github: GithubClient;
  readonly #baseUrl: string;

  constructor(github: GithubClient, baseUrl: string) {
    this.#github = github;
    this.#baseUrl = baseUrl;
  }

  async assertOwner(owner: string): Promise<void> {
    await this.#kindOf(owner);
  }

  async find(path: string): Promise<ForgeRepository | undefined> {
    const found = await orUndefined(
      this.#github.rest.repos.get(ownerAndName(path)),
    );
    return found && this.#present(found.data);
  }

  async create(
    path: string,
    fields: RepositoryFields,
  ): Promise<ForgeRepository> {
    const { owner, repo } = ownerAndName(path);
    const { topics, visibility = 'private', description } = fields;
    const body = {
      name: repo,
      ...(description !== undefined && { description }),
      private: visibility !== 'public',
      auto_init: false,
    };
    const kind = await this.#kindOf(owner);
    const { data } = await (kind === 'organisation'
      ? this.#github.request('POST /orgs/{org}/repos', {
          org: owner,
          ...body,
          visibility: visibility as 'private',
        })
      : this.#github.request('POST /user/repos', body)
    ).catch(error => {
      throw nameTaken(error, path);
    });
    const created = parseAnswer(repositorySchema, data, 'new repository');
    await this.#putTopics(path, topics);
    return {
      ...present(created, true),
      topics: topics ?? [],
    };
  }

  async edit(
    repository: ForgeRepository,
    { topics, visibility, description }: RepositoryFields,
  ): Promise<void> {
    await this.#github.request('PATCH /repos/{owner}/{repo}', {
      ...ownerAndName(repository.path),
      ...(description !== undefined && { description }),
      ...(visibility !== undefined &&
        visibility !== repository.visibility && {
          private: visibility !== 'public',
          ...(visibility === 'internal' && { visibility: 'internal' as never }),
        }),
    });
    await this.#putTopics(repository.path, topics);
  }

  async remove(repository: ForgeRepository): Promise<'gone'> {
    await orUndefined(
      this.#github.rest.repos.delete(ownerAndName(repository.path)),
    );
    return 'gone';
  }

  urls(path: string): RepositoryUrls {
    const webUrl = `${this.#baseUrl}/${path}`;
    return {
      webUrl,
      cloneUrl: `${webUrl}.git`,
      sshUrl: `git@${new URL(webUrl).hostname}:${path}.git`,
      pipelinesUrl: `${webUrl}/actions`,
    };
  }

  fileUrl(
    { webUrl }: Pick<ForgeRepository, 'webUrl'>,
    branch: string,
    file: string,
  ): string {
    return `${webUrl}/blob/${branch}/${file}`;
  }

  treeUrl({ webUrl }: Pick<ForgeRepository, 'webUrl'>, branch: string): string {
    return `${webUrl}/tree/${branch}`;
  }

  async #present(data: unknown): Promise<ForgeRepository> {
    const repository = parseAnswer(repositorySchema, data, 'repository');
    const commits =
      repository.size > 0
        ? undefined
        : await orEmpty(
            this.#github.rest.repos.listCommits({
              ...ownerAndName(repository.full_name),
              per_page: 1,
            }),
          );
    const empty = repository.size === 0 && !commits?.data.length;
    return present(repository, empty);
  }

  async #putTopics(path: string, topics: string[] | undefined): Promise<void> {
    if (topics) {
      await this.#github.rest.repos.replaceAllTopics({
        ...ownerAndName(path),
        names: topics,
      });
    }
  }

  async #kindOf(owner: string): Promise<'organisation' | 'user'> {
    if (await orUndefined(this.#github.rest.orgs.get({ org: owner }))) {
      return 'organisation';
    }
    if ((await this.#login())?.toLowerCase() === owner.toLowerCase()) {
      return 'user';
    }
    throw new NotFoundError(
      `There is no organisation ${owner} that the credential of integrations.github may see, nor is it its own user; ` +
        'create it, or give the credential a place in it',
    );
  }

  /** Of the token's user; an app has none. */
  async #login(): Promise<string | undefined> {
    try {
      const { data } = await this.#github.rest.users.getAuthenticated();
      return data.login;
    } catch (error) {
      if (
        error instanceof NotAllowedError ||
        error instanceof AuthenticationError
      ) {
        return undefined;
      }
      throw error;
    }
  }
}

function present(repository: Repository, empty: boolean): ForgeRepository {
  return {
    id: repository.id,
    path: repository.full_name,
    webUrl: repository.html_url,
    cloneUrl: repository.clone_url,
    sshUrl: repository.ssh_url ?? undefined,
    defaultBranch: repository.default_branch ?? undefined,
    empty,
    archived: repository.archived,
    leaving: false,
    description: repository.description ?? '',
    visibility:
      repository.visibility ?? (repository.private ? 'private' : 'public'),
    topics: repository.topics ?? [],
  };
}

function nameTaken(error: Error, path: string): Error {
  return error instanceof InputError && /already exists/.test(error.message)
    ? new ConflictError(
        `The name ${path} is taken, by a repository that the credential of integrations.github may not see; ` +
          'choose another name, or let it see that one',
        error,
      )
    : error;
}
