import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** Runs a command with its output added to a log file; its exit code comes back. */
export async function runLogged(options: {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
}): Promise<number> {
  const log = openSync(options.logFile, 'a');
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(options.command, options.args, {
        cwd: options.cwd,
        env: options.env,
        stdio: ['ignore', log, log],
      });
      child.once('error', reject);
      child.once('exit', code => resolve(code ?? 1));
    });
  } finally {
    closeSync(log);
  }
}
