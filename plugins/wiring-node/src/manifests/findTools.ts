import { constants, promises as fs } from 'node:fs';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { InputError } from '@backstage/errors';

/** @public */
export type RenderingTool = 'kustomize' | 'helm';

/**
 * The programs that render manifests, each as the beginning of a command; one that is not there is
 * absent.
 *
 * @public
 */
export type RenderingTools = Partial<Record<RenderingTool, string[]>>;

/** The programs on a PATH that can do a tool's work, the best first. */
const programs: Record<RenderingTool, string[]> = {
  kustomize: ['kustomize', 'kubectl'],
  helm: ['helm'],
};

/**
 * Finds the programs of the config, or else those on the PATH. InputError for a program of the config
 * that is not there.
 *
 * @public
 */
export async function findTools(options: {
  /** `delivery.launch.tools` */
  configured: Partial<Record<RenderingTool, string>>;
  path: string;
}): Promise<RenderingTools> {
  const { configured, path } = options;
  const found: RenderingTools = {};
  for (const tool of ['kustomize', 'helm'] as const) {
    const file = configured[tool];
    if (file && !(await isExecutable(file))) {
      throw new InputError(
        `delivery.launch.tools.${tool} is ${file}, which is no program that the portal may run`,
      );
    }
    const program = file ?? (await findOnPath(programs[tool], path));
    if (program) {
      found[tool] = commandOf(tool, program);
    }
  }
  return found;
}

function commandOf(tool: RenderingTool, program: string): string[] {
  if (tool === 'helm') {
    return [program];
  }
  // kubectl brings a kustomize of its own.
  return basename(program).startsWith('kubectl')
    ? [program, 'kustomize']
    : [program, 'build'];
}

async function findOnPath(
  names: string[],
  path: string,
): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of path.split(delimiter).filter(isAbsolute)) {
      const file = join(folder, name);
      if (await isExecutable(file)) {
        return file;
      }
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'].includes(code ?? '')) {
      return false;
    }
    throw error;
  }
}
