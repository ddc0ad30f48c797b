import { InputError, NotAllowedError } from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  ForgeCommit,
  ForgeContent,
  ForgeFile,
  NewCommit,
} from '../ForgeContent';
import { ForgeRepository } from '../ForgeRepositories';
import { orEmpty, orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseAnswer, parseList } from './parse';
import { planTree } from './planTree';

const commitSchema = z
  .object({ sha: z.string(), commit: z.object({ message: z.string() }) })
  .transform(({ sha, commit }) => ({ id: sha, message: commit.message }));
const blobSchema = z
  .object({
    path: z.string(),
    sha: z.string(),
    mode: z.string(),
    type: z.literal('blob'),
  })
  .transform(({ path, sha, mode }) => ({ id: sha, path, mode }));
const fileSchema = z.object({ content: z.string(), encoding: z.string() });
const seedSchema = z.object({
  sha: z.string(),
  tree: z.object({ sha: z.string() }),
});
const shaSchema = z.object({ sha: z.string() });

const workflows = /^\.github\/workflows\//;

export class GithubContent implements ForgeContent {
  readonly #github: GithubClient;
  readonly #host: string;
  /** Of the token, when there is one and no app. */
  readonly #hasScopes: boolean;

  constructor(
    github: GithubClient,
    options: { host: string; hasScopes: boolean },
  ) {
    this.#github = github;
    this.#host = options.host;
    this.#hasScopes = options.hasScopes;
  }

  async listCommits(
    repository: ForgeRepository,
    branch: string,
    limit: number,
  ): Promise<ForgeCommit[]> {
    const perPage = Math.min(100, limit);
    const commits: ForgeCommit[] = [];
    for (let page = 1; commits.length < limit; page++) {
      const answer = await orEmpty(
        this.#github.rest.repos.listCommits({
          ...ownerAndName(repository.path),
          sha: branch,
          per_page: perPage,
          page,
        }),
      );
      const found = answer?.data ?? [];
      commits.push(...parseList(commitSchema, found));
      if (found.length < perPage) {
        break;
      }
    }
    return commits.slice(0, limit);
  }

  async listFiles(
    repository: ForgeRepository,
    branch: string,
  ): Promise<ForgeFile[]> {
    const answer = await orEmpty(
      this.#github.rest.git.getTree({
        ...ownerAndName(repository.path),
        tree_sha: branch,
        recursive: '1',
      }),
    );
    if (answer?.data.truncated) {
      throw new InputError(
        `${repository.path} has more files than GitHub lists at once; a launch cannot compare them`,
      );
    }
    return parseList(blobSchema, answer?.data.tree ?? []);
  }

  async readFile(
    repository: ForgeRepository,
    branch: string,
    path: string,
  ): Promise<Buffer | undefined> {
    const answer = await orEmpty(
      this.#github.rest.repos.getContent({
        ...ownerAndName(repository.path),
        path,
        ref: branch,
      }),
    );
    if (!answer) {
      return undefined;
    }
    const { content, encoding } = parseAnswer(
      fileSchema,
      answer.data,
      `file ${path}`,
    );
    return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  }

  async commit(
    repository: ForgeRepository,
    commit: NewCommit,
  ): Promise<string> {
    const place = ownerAndName(repository.path);
    const { branch, from } = commit;
    const head = from ?? (await this.head(repository, branch));
    const base = head
      ? await this.#base(repository, head, commit)
      : await this.#seed(repository, commit);
    const tree = await this.#github.rest.git.createTree({
      ...place,
      base_tree: base.tree,
      tree: await planTree(commit.changes, async content => {
        const { data } = await this.#github.rest.git.createBlob({
          ...place,
          content: content.toString('base64'),
          encoding: 'base64',
        });
        return data.sha;
      }),
    });
    const put = async (parents: string[]) => {
      const { data } = await this.#github.rest.git.createCommit({
        ...place,
        message: commit.message,
        tree: tree.data.sha,
        parents,
      });
      if (from) {
        await this.#github.rest.git.createRef({
          ...place,
          ref: `refs/heads/${branch}`,
          sha: data.sha,
        });
      } else {
        await this.#github.rest.git.updateRef({
          ...place,
          ref: `heads/${branch}`,
          sha: data.sha,
          force: parents.length === 0,
        });
      }
      return parseAnswer(shaSchema, data, 'new commit').sha;
    };
    if (!base.isSeed) {
      return put([base.sha]);
    }
    try {
      return await put([]);
    } catch (error) {
      // A rule against force pushes: then the seed stays under it.
      if (error instanceof InputError || error instanceof NotAllowedError) {
        return put([base.sha]);
      }
      throw error;
    }
  }

  async head(
    repository: ForgeRepository,
    branch: string,
  ): Promise<string | undefined> {
    const answer = await orEmpty(
      this.#github.rest.git.getRef({
        ...ownerAndName(repository.path),
        ref: `heads/${branch}`,
      }),
    );
    return answer?.data.object.sha;
  }

  async ahead(
    repository: ForgeRepository,
    base: string,
    branch: string,
  ): Promise<ForgeCommit[]> {
    const { data } = await this.#github.rest.repos.compareCommitsWithBasehead({
      ...ownerAndName(repository.path),
      basehead: `${base}...${branch}`,
    });
    return parseList(commitSchema, data.commits);
  }

  async removeBranch(
    repository: ForgeRepository,
    branch: string,
  ): Promise<void> {
    if (await this.head(repository, branch)) {
      await orUndefined(
        this.#github.rest.git.deleteRef({
          ...ownerAndName(repository.path),
          ref: `heads/${branch}`,
        }),
      );
    }
  }

  async refusal(paths: readonly string[]): Promise<string | undefined> {
    const workflow = paths.find(path => workflows.test(path));
    if (!workflow || !this.#hasScopes) {
      return undefined;
    }
    const { headers } = await this.#github.rest.rateLimit.get();
    const scopes = headers['x-oauth-scopes'];
    // A fine-grained token has permissions instead, of which GitHub tells nobody.
    if (
      scopes === undefined ||
      scopes.split(/[, ]+/).some(scope => scope === 'workflow')
    ) {
      return undefined;
    }
    return (
      `The token of integrations.github for ${
        this.#host
      } lacks the scope workflow, ` +
      `without which GitHub takes no commit of ${workflow}; give it that scope (it has: ${
        scopes || 'none'
      })`
    );
  }

  /** The head, which may be no more than the seed that an earlier run has left. */
  async #base(
    repository: ForgeRepository,
    head: string,
    { seedMessage }: NewCommit,
  ): Promise<Base> {
    const { data } = await this.#github.rest.git.getCommit({
      ...ownerAndName(repository.path),
      commit_sha: head,
    });
    return {
      sha: head,
      tree: data.tree.sha,
      isSeed:
        seedMessage !== undefined &&
        data.parents.length === 0 &&
        data.message.trim() === seedMessage.trim(),
    };
  }

  /** Into an empty repository GitHub lets one file at first, and only over another API. */
  async #seed(
    repository: ForgeRepository,
    { branch, message, seedMessage = message, changes }: NewCommit,
  ): Promise<Base> {
    const first = changes.find(
      ({ path, content }) => content && !workflows.test(path),
    );
    if (!first) {
      throw new InputError(
        `The first content of ${repository.path} needs a file other than workflows`,
      );
    }
    const { data } = await this.#github.rest.repos.createOrUpdateFileContents({
      ...ownerAndName(repository.path),
      path: first.path,
      branch,
      message: seedMessage,
      content: first.content!.toString('base64'),
    });
    const { sha, tree } = parseAnswer(seedSchema, data.commit, 'new commit');
    return { sha, tree: tree.sha, isSeed: true };
  }
}

/** What a commit is put on, or in the place of. */
interface Base {
  sha: string;
  tree: string;
  isSeed: boolean;
}
