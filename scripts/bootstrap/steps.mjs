import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const logFolder = join(root, '.cache', 'logs');

/** `1:05` */
export function formatElapsed(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Runs a command with its output in a log file, and says what is going on and for how long.
 *
 * @throws Error with the hint and the end of the log, when the command fails.
 */
export async function runStep({ title, command, args, cwd, env, hint }) {
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(
    logFolder,
    `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`,
  );
  const log = openSync(logFile, 'w');
  const started = Date.now();
  const tty = process.stderr.isTTY;
  const tell = () => {
    const line = `  ${title} … ${formatElapsed(Date.now() - started)}`;
    process.stderr.write(tty ? `\r${line}` : `${line}\n`);
  };

  if (tty) {
    tell();
  } else {
    process.stderr.write(`  ${title} …\n`);
  }
  const ticker = setInterval(tell, tty ? 1_000 : 20_000);

  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', log, log],
    });
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => {
    clearInterval(ticker);
    closeSync(log);
  });

  const took = formatElapsed(Date.now() - started);
  if (code !== 0) {
    const tail = readFileSync(logFile, 'utf8')
      .split('\n')
      .slice(-30)
      .join('\n');
    throw new Error(
      `${title} failed after ${took}.\n${tail}\n${hint}\nAll of its output: ${logFile}`,
    );
  }
  process.stderr.write(`${tty ? '\r' : ''}  ${title}: done in ${took}\n`);
}
