import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  ForgeRepositories,
  ForgeRepository,
  RepositoryFields,
  RepositoryUrls,
} from '../ForgeRepositories';
import { parseAnswer } from './parse';
import { projectPath } from './projectPath';

const projectSchema = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  http_url_to_repo: z.string(),
  ssh_url_to_repo: z.string().nullish(),
  default_branch: z.string().nullish(),
  empty_repo: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  marked_for_deletion_on: z.string().nullish(),
  description: z.string().nullish(),
  visibility: z.enum(['private', 'internal', 'public']).nullish(),
  topics: z.array(z.string()).nullish(),
});

type Project = z.infer<typeof projectSchema>;

export class GitlabRepositories implements ForgeRepositories {
  readonly marksAtOnce = true;
  readonly #forge: GitlabTransport;
  readonly #baseUrl: string;

  constructor(forge: GitlabTransport, baseUrl: string) {
    this.#forge = forge;
    this.#baseUrl = baseUrl;
  }

  async assertOwner(owner: string): Promise<void> {
    await this.#namespace(owner);
  }

  async find(path: string): Promise<ForgeRepository | undefined> {
    const project = await this.#get(path);
    return project && repositoryOf(project);
  }

  async create(
    path: string,
    fields: RepositoryFields,
  ): Promise<ForgeRepository> {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const namespace = await this.#namespace(path.slice(0, slash));
    try {
      const { body } = await this.#forge.request({
        method: 'POST',
        path: '/projects',
        body: {
          name,
          path: name,
          namespace_id: namespace,
          initialize_with_readme: false,
          ...fields,
        },
      });
      return repositoryOf(parseAnswer(projectSchema, body, 'new project'));
    } catch (error) {
      throw nameTaken(error as Error, path);
    }
  }

  async edit(
    repository: ForgeRepository,
    fields: RepositoryFields,
  ): Promise<void> {
    await this.#forge.request({
      method: 'PUT',
      path: projectPath(repository),
      body: { ...fields },
    });
  }

  async remove(repository: ForgeRepository): Promise<'gone' | 'marked'> {
    const project = await this.#get(repository.id);
    if (!project) {
      return 'gone';
    }
    if (!project.marked_for_deletion_on) {
      await this.#forge.request({
        method: 'DELETE',
        path: projectPath(repository),
      });
    }
    return this.#purge(repository);
  }

  urls(path: string): RepositoryUrls {
    const webUrl = `${this.#baseUrl}/${path}`;
    return {
      webUrl,
      cloneUrl: `${webUrl}.git`,
      sshUrl: `git@${new URL(webUrl).hostname}:${path}.git`,
      pipelinesUrl: `${webUrl}/-/pipelines`,
    };
  }

  fileUrl(
    { webUrl }: Pick<ForgeRepository, 'webUrl'>,
    branch: string,
    file: string,
  ): string {
    return `${webUrl}/-/blob/${branch}/${file}`;
  }

  treeUrl({ webUrl }: Pick<ForgeRepository, 'webUrl'>, branch: string): string {
    return `${webUrl}/-/tree/${branch}`;
  }

  async #get(key: number | string): Promise<Project | undefined> {
    try {
      const { body } = await this.#forge.request({
        method: 'GET',
        path: projectPath({ id: key }),
      });
      return parseAnswer(projectSchema, body, `project ${key}`);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      const id = movedTo(error);
      if (id !== undefined && id !== key) {
        return this.#get(id);
      }
      throw error;
    }
  }

  async #namespace(owner: string): Promise<number> {
    try {
      const { body } = await this.#forge.request({
        method: 'GET',
        path: `/namespaces/${encodeURIComponent(owner)}`,
      });
      return parseAnswer(z.object({ id: z.number() }), body, `group ${owner}`)
        .id;
    } catch (error) {
      if (error instanceof NotFoundError) {
        throw new NotFoundError(
          `There is no group ${owner} that the token of integrations.gitlab may see; ` +
            'create it, or make the user of the token its owner',
        );
      }
      throw error;
    }
  }

  /** A marked project has another path, by which alone it can be deleted at once. */
  async #purge(repository: ForgeRepository): Promise<'gone' | 'marked'> {
    const marked = await this.#get(repository.id);
    if (!marked) {
      return 'gone';
    }
    try {
      await this.#forge.request({
        method: 'DELETE',
        path: projectPath(repository),
        query: {
          permanently_remove: true,
          full_path: marked.path_with_namespace,
        },
      });
      return 'gone';
    } catch (error) {
      if (error instanceof NotFoundError) {
        return 'gone';
      }
      // GitLab.com lets nobody: it goes by itself, and its name is free already.
      if (error instanceof InputError || isForbidden(error)) {
        return 'marked';
      }
      throw error;
    }
  }
}

function repositoryOf(project: Project): ForgeRepository {
  return {
    id: project.id,
    path: project.path_with_namespace,
    webUrl: project.web_url,
    cloneUrl: project.http_url_to_repo,
    sshUrl: project.ssh_url_to_repo ?? undefined,
    defaultBranch: project.default_branch ?? undefined,
    empty: project.empty_repo ?? false,
    archived: project.archived ?? false,
    leaving: Boolean(project.marked_for_deletion_on),
    leavesOn: project.marked_for_deletion_on ?? undefined,
    description: project.description ?? '',
    visibility: project.visibility ?? 'private',
    topics: project.topics ?? [],
  };
}

/** Who asks for a former path is told where the project is now, by its id. */
function movedTo(error: unknown): string | undefined {
  return error instanceof ConflictError
    ? /moved permanently to \S+\/projects\/(\d+)\b/.exec(error.message)?.[1]
    : undefined;
}

function isForbidden(error: unknown): boolean {
  return (error as Error).name === 'NotAllowedError';
}

/** A project that the token may not see, or one on its way out, still holds its name. */
function nameTaken(error: Error, path: string): Error {
  return error instanceof InputError &&
    /already been taken|still being deleted/.test(error.message)
    ? new ConflictError(
        `The name ${path} is taken, by a repository that the token of integrations.gitlab may not see ` +
          `or by one that is still being deleted; choose another name, or try again later`,
        error,
      )
    : error;
}
