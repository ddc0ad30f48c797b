import { spawn } from 'node:child_process';

export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

export interface GitRunOptions {
  cwd?: string;
  input?: Buffer | string;
  env?: Record<string, string>;
  /** How long it may take; 30 s. */
  timeoutMilliseconds?: number;
}

/** Git failed where it should not have; says which command and git's own words. */
export class GitError extends Error {
  readonly stderr: string;

  constructor(command: string, result: GitResult) {
    super(
      `git ${command} ended with ${result.code}: ${result.stderr
        .trim()
        .slice(0, 2000)}`,
    );
    this.name = 'GitError';
    this.stderr = result.stderr;
  }
}

/**
 * The environment of every git process: what the machine's owner has configured, and hooks of
 * theirs, stay out of the sandbox's repositories.
 */
export function gitEnvironment(
  extra: Record<string, string> = {},
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    // A folder on a mounted volume may belong to somebody else.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    ...extra,
  };
}

/** Runs git and answers what it did, whatever its exit code. */
export function tryGit(
  args: string[],
  options: GitRunOptions = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: options.cwd,
      env: gitEnvironment(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeoutMilliseconds ?? 30_000,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.on('error', cause =>
      reject(
        new Error('git could not be started: is it installed and on PATH?', {
          cause,
        }),
      ),
    );
    child.on('close', code =>
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
    // Git may end before it has read its input; its exit code tells what happened.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** Runs git and answers its output; throws a {@link GitError} when it fails. */
export async function runGit(
  args: string[],
  options: GitRunOptions = {},
): Promise<Buffer> {
  const result = await tryGit(args, options);
  if (result.code !== 0) {
    throw new GitError(args[0], result);
  }
  return result.stdout;
}

/** The same, as text without the newline at its end. */
export async function runGitText(
  args: string[],
  options: GitRunOptions = {},
): Promise<string> {
  return (await runGit(args, options)).toString('utf8').replace(/\n$/, '');
}
