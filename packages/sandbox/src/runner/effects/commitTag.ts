import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { tryGit } from '../../git/GitCommand.ts';

export interface TagCommit {
  /** An empty folder to work in. */
  folder: string;
  /** With or without credentials in it. */
  repository: string;
  /** Used when the URL has none. */
  credentials: { username: string; password: string } | undefined;
  file: string;
  tag: string;
  message: string;
  author: { name: string; email: string };
  onOutput: (text: string) => void;
}

/** Sets `newTag:` and leaves the rest of the file as it is. */
export function setNewTag(text: string, tag: string): string {
  return text.replace(
    /^(\s*(?:-\s+)?newTag:[ \t]*)("[^"]*"|'[^']*'|[^\s#]*)/m,
    (_, key) => `${key}${/^[\d.]+$|^\d+e\d+$/i.test(tag) ? `"${tag}"` : tag}`,
  );
}

/**
 * Clones a repository over HTTP, writes a tag into a file and pushes. Credentials go to git
 * through its environment, where neither a process list nor the clone's configuration has them.
 */
export async function commitTag(commit: TagCommit): Promise<boolean> {
  const url = new URL(commit.repository);
  const credentials = url.password
    ? {
        username: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
      }
    : commit.credentials;
  url.username = '';
  url.password = '';
  const env: Record<string, string> = {
    HOME: commit.folder,
    GIT_AUTHOR_NAME: commit.author.name,
    GIT_AUTHOR_EMAIL: commit.author.email,
    GIT_COMMITTER_NAME: commit.author.name,
    GIT_COMMITTER_EMAIL: commit.author.email,
    ...(credentials ? authorization(credentials) : {}),
  };
  const clone = join(commit.folder, 'clone');
  const git = async (cwd: string, ...args: string[]): Promise<boolean> => {
    const result = await tryGit(args, { cwd, env });
    commit.onOutput(`${result.stdout.toString('utf8')}${result.stderr}`);
    return result.code === 0;
  };
  await mkdir(commit.folder, { recursive: true });
  if (!(await git(commit.folder, 'clone', '--quiet', url.href, 'clone'))) {
    return false;
  }
  const file = await insideOf(clone, commit.file);
  if (!file) {
    commit.onOutput(`${commit.file}: no such file in the repository\n`);
    return false;
  }
  const text = await readFile(file, 'utf8');
  const changed = setNewTag(text, commit.tag);
  if (changed === text) {
    commit.onOutput(`${commit.file} has the tag ${commit.tag} already\n`);
    return true;
  }
  await writeFile(file, changed);
  return (
    (await git(clone, 'commit', '--quiet', '--all', '-m', commit.message)) &&
    git(clone, 'push', '--quiet', 'origin', 'HEAD')
  );
}

function authorization(credentials: {
  username: string;
  password: string;
}): Record<string, string> {
  const pair = `${credentials.username}:${credentials.password}`;
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(pair).toString(
      'base64',
    )}`,
  };
}

/** The path of a file, when it is one and does not lead out of the folder. */
async function insideOf(
  folder: string,
  path: string,
): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    return file.startsWith(root + sep) ? file : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
