import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit, runGitText, tryGit } from './GitCommand.ts';
import { KeyedLock } from './KeyedLock.ts';
import { commitFormat, parseCommits } from './parseCommits.ts';
import type { CommitInfo } from './parseCommits.ts';
import { parseTree } from './parseTree.ts';
import type { TreeEntry } from './parseTree.ts';

export const zeroSha = '0'.repeat(40);

/** What a repository of the forge allows its clients. */
const settings = `[http]
\treceivepack = true
[receive]
\tadvertisePushOptions = true
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = true
[gc]
\tauto = 0
`;

export interface LogOptions {
  skip?: number;
  limit?: number;
  path?: string;
  since?: string;
  until?: string;
  author?: string;
  firstParent?: boolean;
  all?: boolean;
}

/** A revision that git must never take for an option or a range. */
function isPlainRevision(revision: string): boolean {
  return (
    revision !== '' &&
    !revision.startsWith('-') &&
    !/\.\.|[\0\n]/.test(revision)
  );
}

/** One bare repository: reading, and the one way in which refs are moved. */
export class GitRepository {
  readonly folder: string;
  #lock: KeyedLock;

  constructor(folder: string, lock: KeyedLock) {
    this.folder = folder;
    this.#lock = lock;
  }

  /** Writes are done one after the other. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#lock.run(this.folder, work);
  }

  async create(defaultBranch: string): Promise<void> {
    await runGit([
      'init',
      '--quiet',
      '--bare',
      `--initial-branch=${defaultBranch}`,
      this.folder,
    ]);
    await appendFile(join(this.folder, 'config'), settings);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  run(args: string[], input?: Buffer | string, env?: Record<string, string>) {
    return runGit(args, { cwd: this.folder, input, env });
  }

  runText(
    args: string[],
    input?: Buffer | string,
    env?: Record<string, string>,
  ) {
    return runGitText(args, { cwd: this.folder, input, env });
  }

  /** The commit that a branch, tag, short or full sha means. A branch wins over a tag. */
  async resolve(revision: string): Promise<string | undefined> {
    if (!isPlainRevision(revision)) {
      return undefined;
    }
    const isExact =
      revision.startsWith('refs/') || /^[0-9a-f]{40}$/.test(revision);
    const candidates = isExact
      ? [revision]
      : [`refs/heads/${revision}`, `refs/tags/${revision}`, revision];
    for (const candidate of candidates) {
      const result = await tryGit(
        ['rev-parse', '--verify', '--quiet', `${candidate}^{commit}`],
        { cwd: this.folder },
      );
      if (result.code === 0) {
        return result.stdout.toString('utf8').trim();
      }
    }
    return undefined;
  }

  /** Refs below a prefix such as `refs/heads/`, by name, with the commit each leads to. */
  async refs(prefix: string): Promise<Map<string, string>> {
    const output = await this.runText([
      'for-each-ref',
      '--format=%(refname) %(objectname)',
      prefix,
    ]);
    return new Map(
      output
        .split('\n')
        .filter(Boolean)
        .map(line => line.split(' ') as [string, string]),
    );
  }

  async isEmpty(): Promise<boolean> {
    return (await this.refs('refs/heads/')).size === 0;
  }

  async commit(revision: string): Promise<CommitInfo | undefined> {
    const sha = await this.resolve(revision);
    return sha ? (await this.log(sha, { limit: 1 }))[0] : undefined;
  }

  /** Commits from newest to oldest; `revision` may be a range of full shas. */
  async log(revision: string, options: LogOptions = {}): Promise<CommitInfo[]> {
    const args = ['log', commitFormat];
    if (options.skip) args.push(`--skip=${options.skip}`);
    if (options.limit !== undefined) args.push(`--max-count=${options.limit}`);
    if (options.since) args.push(`--since=${options.since}`);
    if (options.until) args.push(`--until=${options.until}`);
    if (options.author) args.push(`--author=${options.author}`);
    if (options.firstParent) args.push('--first-parent');
    args.push(...(options.all ? ['--all'] : [revision]), '--');
    if (options.path) args.push(`:(literal)${options.path}`);
    return parseCommits((await this.run(args)).toString('utf8'));
  }

  async count(revision: string, options: LogOptions = {}): Promise<number> {
    const args = ['rev-list', '--count'];
    if (options.since) args.push(`--since=${options.since}`);
    if (options.until) args.push(`--until=${options.until}`);
    if (options.author) args.push(`--author=${options.author}`);
    if (options.firstParent) args.push('--first-parent');
    args.push(...(options.all ? ['--all'] : [revision]), '--');
    if (options.path) args.push(`:(literal)${options.path}`);
    return Number(await this.runText(args));
  }

  /** What stands at a path of a commit; undefined where there is nothing. */
  async entry(sha: string, path: string): Promise<TreeEntry | undefined> {
    const output = await this.run([
      'ls-tree',
      '-z',
      '--full-tree',
      sha,
      '--',
      path.replace(/\/+$/, ''),
    ]);
    return parseTree(output.toString('utf8'))[0];
  }

  async tree(
    sha: string,
    path: string,
    recursive: boolean,
  ): Promise<TreeEntry[]> {
    const args = ['ls-tree', '-z', '--full-tree'];
    if (recursive) args.push('-r', '-t');
    args.push(sha);
    if (path) args.push('--', `${path.replace(/\/+$/, '')}/`);
    const entries = parseTree((await this.run(args)).toString('utf8'));
    // With -t git names the folders on the way as well.
    return path ? entries.filter(e => e.path.startsWith(`${path}/`)) : entries;
  }

  blob(id: string): Promise<Buffer> {
    return this.run(['cat-file', 'blob', id]);
  }

  /** The content of a file at a revision; undefined when either is not there. */
  async readFile(revision: string, path: string): Promise<Buffer | undefined> {
    const sha = await this.resolve(revision);
    const entry = sha ? await this.entry(sha, path) : undefined;
    return entry?.type === 'blob' ? this.blob(entry.id) : undefined;
  }

  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const result = await tryGit(['merge-base', one, other], {
      cwd: this.folder,
    });
    return result.code === 0
      ? result.stdout.toString('utf8').trim()
      : undefined;
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const result = await tryGit(
      ['merge-base', '--is-ancestor', ancestor, descendant],
      { cwd: this.folder },
    );
    return result.code === 0;
  }

  /** Moves a ref, if it still is where it was: zeros for new and for gone. */
  async updateRef(ref: string, after: string, before: string): Promise<void> {
    await this.run(
      after === zeroSha
        ? ['update-ref', '-d', ref, before]
        : ['update-ref', ref, after, before],
    );
  }

  setHead(branch: string): Promise<Buffer> {
    return this.run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }
}
