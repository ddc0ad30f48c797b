import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitEnvironment } from '../../git/GitCommand.ts';

export interface GitOutcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** A person's clone of a repository, worked on with the real git. */
export class GitClient {
  readonly folder: string;
  /** Added to git's environment, such as how it opens an SSH connection. */
  env: Record<string, string> = {};

  constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<GitClient> {
    return new GitClient(await mkdtemp(join(tmpdir(), 'slipway-git-client-')));
  }

  run(...args: string[]): Promise<GitOutcome> {
    return new Promise(resolve => {
      execFile(
        'git',
        [
          '-c',
          'user.name=A person',
          '-c',
          'user.email=person@example.com',
          ...args,
        ],
        { cwd: this.folder, env: gitEnvironment(this.env), timeout: 30_000 },
        (error, stdout, stderr) =>
          resolve({
            code: error ? Number(error.code ?? 1) : 0,
            stdout,
            stderr,
          }),
      );
    });
  }

  /** Writes a file and commits it. */
  async commit(path: string, content: string, message: string): Promise<void> {
    await writeFile(join(this.folder, path), content);
    await this.run('add', '--all');
    await this.run('commit', '--quiet', '--message', message);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
