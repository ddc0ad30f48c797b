import { spawn } from 'node:child_process';

export interface ScriptRun {
  /** The folder that it is run in. */
  folder: string;
  /** A home of its own, so that nothing of this machine's owner is read or written. */
  home: string;
  path: string;
  args: string[];
  /** What runs it, with what stands in front of its path; `sh` alone without. */
  shell?: { program: string; args: string[] };
  /** Where programs are looked for; where this process looks, without. */
  searchPath?: string;
  variables: Record<string, string>;
  timeoutMilliseconds: number;
  signal: AbortSignal;
  onOutput: (text: string) => void;
}

export type ScriptOutcome =
  | { kind: 'ended'; code: number }
  | { kind: 'timed-out' }
  | { kind: 'aborted' };

const killAfterMilliseconds = 2_000;

/** Runs a script of a checkout with a shell, alone in a process group that ends with it. */
export function runScript(run: ScriptRun): Promise<ScriptOutcome> {
  return new Promise((resolve, reject) => {
    const { program, args } = run.shell ?? { program: 'sh', args: [] };
    const child = spawn(program, [...args, run.path, ...run.args], {
      cwd: run.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...run.variables,
        PATH: run.searchPath ?? process.env.PATH ?? '/usr/bin:/bin',
        HOME: run.home,
        TMPDIR: run.home,
        LANG: 'C.UTF-8',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
      },
    });
    let ended: 'timed-out' | 'aborted' | undefined;
    const kill = (signal: NodeJS.Signals) => {
      if (child.pid === undefined) {
        return;
      }
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        // All of the group had ended already.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
          throw error;
        }
      }
    };
    let killer: NodeJS.Timeout | undefined;
    const end = (why: 'timed-out' | 'aborted') => {
      ended ??= why;
      kill('SIGTERM');
      killer ??= setTimeout(() => kill('SIGKILL'), killAfterMilliseconds);
    };
    const timer = setTimeout(() => end('timed-out'), run.timeoutMilliseconds);
    const onAbort = () => end('aborted');
    run.signal.addEventListener('abort', onAbort, { once: true });
    if (run.signal.aborted) {
      onAbort();
    }
    const cleanUp = () => {
      clearTimeout(timer);
      clearTimeout(killer);
      run.signal.removeEventListener('abort', onAbort);
    };
    child.stdout.on('data', chunk => run.onOutput(chunk.toString('utf8')));
    child.stderr.on('data', chunk => run.onOutput(chunk.toString('utf8')));
    child.on('error', cause => {
      cleanUp();
      reject(new Error(`${run.path} could not be started`, { cause }));
    });
    child.on('close', code => {
      // What the script has left behind in its group goes with it.
      kill('SIGKILL');
      cleanUp();
      resolve(ended ? { kind: ended } : { kind: 'ended', code: code ?? 1 });
    });
  });
}
