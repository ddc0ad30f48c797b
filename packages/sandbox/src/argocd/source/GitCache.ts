import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run.ts';
import type { RepositoryCredentials } from './repositoryCredentials.ts';
import { normalizeUrl } from './repositoryCredentials.ts';
import { transportEnvironment } from './transportEnvironment.ts';
import { SourceError, withoutUserInfo } from './SourceError.ts';

export interface GitCacheOptions {
  folder: string;
  timeoutSeconds: number;
}

/** Commits of repositories, fetched once and checked out into a folder for as long as it is used. */
export class GitCache {
  #options: GitCacheOptions;
  #queues = new Map<string, Promise<unknown>>();

  constructor(options: GitCacheOptions) {
    this.#options = options;
  }

  /** Gives a folder with the files of a commit, and takes it away afterwards. */
  async withCheckout<T>(
    source: {
      url: string;
      commit: string;
      credentials?: RepositoryCredentials;
      signal?: AbortSignal;
    },
    use: (folder: string) => Promise<T>,
  ): Promise<T> {
    const repository = join(
      this.#options.folder,
      'repositories',
      createHash('sha256').update(normalizeUrl(source.url)).digest('hex'),
    );
    await this.#oneByOne(repository, () => this.#fetch(repository, source));
    const checkouts = join(this.#options.folder, 'checkouts');
    await mkdir(checkouts, { recursive: true });
    const folder = await mkdtemp(join(checkouts, 'source-'));
    try {
      const files = join(folder, 'files');
      await mkdir(files);
      await this.#git(
        ['--work-tree', files, 'checkout', '--force', source.commit, '--', '.'],
        repository,
        { GIT_INDEX_FILE: join(folder, 'index') },
        source.signal,
      );
      return await use(files);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Two fetches into one repository would lock each other out. */
  #oneByOne<T>(repository: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(repository) ?? Promise.resolve();
    const next = before.then(work, work);
    this.#queues.set(
      repository,
      next.catch(() => undefined),
    );
    return next;
  }

  async #fetch(
    repository: string,
    source: {
      url: string;
      commit: string;
      credentials?: RepositoryCredentials;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    await mkdir(repository, { recursive: true });
    if (!existsSync(join(repository, 'HEAD'))) {
      await this.#git(['init', '--quiet', '--bare', '.'], repository);
    }
    const known = await this.#try(
      ['cat-file', '-e', `${source.commit}^{commit}`],
      repository,
    );
    if (known.code === 0) {
      return;
    }
    await this.#git(
      ['fetch', '--quiet', '--force', source.url, '+refs/*:refs/fetched/*'],
      repository,
      transportEnvironment(source.credentials),
      source.signal,
    );
    const there = await this.#try(
      ['cat-file', '-e', `${source.commit}^{commit}`],
      repository,
    );
    if (there.code !== 0) {
      throw new SourceError(
        `failed to checkout revision ${source.commit}: fatal: unable to read tree ${source.commit}`,
      );
    }
  }

  #try(
    args: string[],
    repository: string,
    env: Record<string, string> = {},
    signal?: AbortSignal,
  ) {
    return run(['git', '--git-dir', repository, ...args], {
      cwd: repository,
      env: {
        HOME: '/nonexistent',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_TERMINAL_PROMPT: '0',
        ...env,
      },
      timeoutSeconds: this.#options.timeoutSeconds,
      signal,
    });
  }

  async #git(
    args: string[],
    repository: string,
    env: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<void> {
    const { code, stderr } = await this.#try(args, repository, env, signal);
    if (code !== 0) {
      throw new SourceError(
        `\`git ${args[0] === '--work-tree' ? 'checkout' : args[0]}\` failed ${
          code === undefined ? 'timeout' : `exit status ${code}`
        }: ${withoutUserInfo(stderr).trim().slice(0, 1_000)}`,
      );
    }
  }
}
