import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { InputError, ServiceUnavailableError } from '@backstage/errors';

/** @public */
export interface ToolLimits {
  timeoutSeconds: number;
  /** Of what it puts out. */
  bytes: number;
}

const usualLimits: ToolLimits = { timeoutSeconds: 60, bytes: 10 * 1024 * 1024 };

/**
 * Runs a program on files of a scratch folder and gives what it puts out. It gets nothing of the
 * portal's environment: no credential, no home, no PATH, so that it cannot call another program.
 *
 * @public
 */
export async function runTool(
  [program, ...args]: string[],
  options: {
    /** What it is called in errors. */
    title: string;
    cwd: string;
    /** For its caches; empty, and gone afterwards. */
    scratch: string;
    limits?: ToolLimits;
    signal?: AbortSignal;
  },
): Promise<string> {
  const { title, cwd, scratch, limits = usualLimits, signal } = options;
  signal?.throwIfAborted();
  const ended = new AbortController();
  return new Promise<string>((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: {
        PATH: '/nonexistent',
        HOME: scratch,
        LANG: 'C.UTF-8',
        XDG_CONFIG_HOME: join(scratch, 'config'),
        HELM_CACHE_HOME: join(scratch, 'helm', 'cache'),
        HELM_CONFIG_HOME: join(scratch, 'helm', 'config'),
        HELM_DATA_HOME: join(scratch, 'helm', 'data'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limits.timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
      signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal,
    });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    let size = 0;
    const take = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.bytes) {
        ended.abort();
      } else {
        into.push(chunk);
      }
    };
    child.stdout.on('data', take(output));
    child.stderr.on('data', take(complaints));
    child.once('error', error => {
      if (signal?.aborted) {
        reject(signal.reason);
      } else if (!ended.signal.aborted) {
        reject(
          new ServiceUnavailableError(
            `${title} could not be started: ${error.message}`,
            error,
          ),
        );
      }
    });
    child.once('close', (code, killedBy) => {
      if (size > limits.bytes) {
        reject(
          new InputError(
            `${title} put out more than ${limits.bytes} bytes; is a file in it that is no manifest?`,
          ),
        );
      } else if (code === 0) {
        resolve(Buffer.concat(output).toString('utf8'));
      } else if (killedBy) {
        reject(
          new ServiceUnavailableError(
            `${title} was not done after ${limits.timeoutSeconds} s`,
          ),
        );
      } else {
        reject(
          new InputError(
            `${title} failed: ${wordsOf(complaints, cwd, scratch)}`,
          ),
        );
      }
    });
  });
}

/** Without the places where this machine keeps the files. */
function wordsOf(complaints: Buffer[], cwd: string, scratch: string): string {
  const text = Buffer.concat(complaints).toString('utf8').trim();
  return (
    text.replaceAll(cwd, '.').replaceAll(scratch, '').slice(0, 2000) ||
    'it did not say why'
  );
}
