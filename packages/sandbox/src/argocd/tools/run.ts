import { spawn } from 'node:child_process';

export interface RunResult {
  /** Undefined when the program was ended because it took too long. */
  code: number | undefined;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  /** Added to an environment that has only PATH and HOME. */
  env?: Record<string, string>;
  input?: string;
  timeoutSeconds: number;
  signal?: AbortSignal;
}

/** Runs a program to its end; only one that cannot be started at all is an error. */
export function run(
  [program, ...args]: string[],
  options: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: {
        PATH: process.env.PATH ?? '/usr/bin:/bin',
        HOME: process.env.HOME ?? '/nonexistent',
        LANG: 'C.UTF-8',
        ...options.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeoutSeconds * 1_000,
      killSignal: 'SIGKILL',
      signal: options.signal,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', code =>
      resolve({
        code: code ?? undefined,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
    // A program that ends without reading its input is none of our concern.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
