import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Clones, changes and pushes, as a developer does at a desk. */
export class Repositories {
  #url: string;
  #token: string;
  #header: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
    this.#header = `Authorization: Basic ${Buffer.from(
      `oauth2:${token}`,
    ).toString('base64')}`;
  }

  /** The paths of all that there are. */
  async names(): Promise<string[]> {
    const response = await fetch(`${this.#url}/api/v4/projects?per_page=100`, {
      headers: { 'PRIVATE-TOKEN': this.#token },
    });
    const projects = (await response.json()) as Array<{
      path_with_namespace: string;
    }>;
    return projects.map(project => project.path_with_namespace);
  }

  /** Changes one file on the default branch and pushes; the commit comes back. */
  async change(
    project: string,
    path: string,
    message: string,
    edit: (text: string) => string,
  ): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-desk-'));
    try {
      await this.#git(folder, 'clone', `${this.#url}/${project}.git`, '.');
      const file = join(folder, path);
      const before = await readFile(file, 'utf8');
      const after = edit(before);
      if (after === before) {
        throw new Error(`The edit leaves ${path} of ${project} as it is.`);
      }
      await writeFile(file, after);
      await this.#git(folder, 'commit', '--all', '--message', message);
      await this.#git(folder, 'push', 'origin', 'HEAD');
      return (await this.#git(folder, 'rev-parse', 'HEAD')).trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #git(folder: string, ...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        GIT_TERMINAL_PROMPT: '0',
        GIT_AUTHOR_NAME: 'Developer',
        GIT_AUTHOR_EMAIL: 'developer@acme.example',
        GIT_COMMITTER_NAME: 'Developer',
        GIT_COMMITTER_EMAIL: 'developer@acme.example',
        // In the environment, so that it is on no command line.
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: this.#header,
      },
      timeout: 60_000,
    });
    return stdout;
  }
}
