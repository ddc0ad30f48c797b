import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  FileChange,
  ForgeCommit,
  ForgeContent,
  ForgeFile,
  NewCommit,
} from '../ForgeContent';
import { ForgeRepository } from '../ForgeRepositories';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

const commitSchema = z.object({ id: z.string(), message: z.string() });
const blobSchema = z.object({
  id: z.string(),
  path: z.string(),
  mode: z.string(),
  type: z.literal('blob'),
});
const fileSchema = z.object({ content: z.string() });
const comparisonSchema = z.object({ commits: z.array(z.unknown()) });
const branchSchema = z.object({ commit: z.object({ id: z.string() }) });

export class GitlabContent implements ForgeContent {
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  async listCommits(
    repository: ForgeRepository,
    branch: string,
    limit: number,
  ): Promise<ForgeCommit[]> {
    const commits = await orUndefined(
      this.#forge.list(
        `${projectPath(repository)}/repository/commits`,
        { ref_name: branch },
        { limit },
      ),
    );
    return parseList(commitSchema, commits ?? []);
  }

  async listFiles(
    repository: ForgeRepository,
    branch: string,
  ): Promise<ForgeFile[]> {
    const entries = await orUndefined(
      this.#forge.list(`${projectPath(repository)}/repository/tree`, {
        ref: branch,
        recursive: true,
      }),
    );
    return parseList(blobSchema, entries ?? []).map(({ id, path, mode }) => ({
      id,
      path,
      mode,
    }));
  }

  async readFile(
    repository: ForgeRepository,
    branch: string,
    path: string,
  ): Promise<Buffer | undefined> {
    const answer = await orUndefined(
      this.#forge.request({
        method: 'GET',
        path: `${projectPath(repository)}/repository/files/${encodeURIComponent(
          path,
        )}`,
        query: { ref: branch },
      }),
    );
    return (
      answer &&
      Buffer.from(
        parseAnswer(fileSchema, answer.body, `file ${path}`).content,
        'base64',
      )
    );
  }

  async commit(
    repository: ForgeRepository,
    commit: NewCommit,
  ): Promise<string> {
    const answer = await this.#forge.request({
      method: 'POST',
      path: `${projectPath(repository)}/repository/commits`,
      body: {
        branch: commit.branch,
        commit_message: commit.message,
        ...(commit.from && { start_sha: commit.from }),
        actions: commit.changes.map(actionOf),
      },
    });
    return parseAnswer(z.object({ id: z.string() }), answer.body, 'new commit')
      .id;
  }

  async head(
    repository: ForgeRepository,
    branch: string,
  ): Promise<string | undefined> {
    const answer = await orUndefined(
      this.#forge.request({
        method: 'GET',
        path: `${projectPath(
          repository,
        )}/repository/branches/${encodeURIComponent(branch)}`,
      }),
    );
    return (
      answer &&
      parseAnswer(branchSchema, answer.body, `branch ${branch}`).commit.id
    );
  }

  async ahead(
    repository: ForgeRepository,
    base: string,
    branch: string,
  ): Promise<ForgeCommit[]> {
    const { body } = await this.#forge.request({
      method: 'GET',
      path: `${projectPath(repository)}/repository/compare`,
      query: { from: base, to: branch },
    });
    return parseList(
      commitSchema,
      parseAnswer(comparisonSchema, body, 'comparison').commits,
    );
  }

  async removeBranch(
    repository: ForgeRepository,
    branch: string,
  ): Promise<void> {
    await orUndefined(
      this.#forge.request({
        method: 'DELETE',
        path: `${projectPath(
          repository,
        )}/repository/branches/${encodeURIComponent(branch)}`,
      }),
    );
  }

  /** The scope that may do all else may do this too. */
  async refusal(): Promise<undefined> {
    return undefined;
  }
}

function actionOf({ action, path, content, executable }: FileChange) {
  switch (action) {
    case 'create':
    case 'update':
      return {
        action,
        file_path: path,
        content: content?.toString('base64'),
        encoding: 'base64',
        ...(executable && { execute_filemode: true }),
      };
    case 'chmod':
      return { action, file_path: path, execute_filemode: executable ?? false };
    case 'delete':
      return { action, file_path: path };
    default:
      throw new TypeError(`Not a change: ${action satisfies never}`);
  }
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}
