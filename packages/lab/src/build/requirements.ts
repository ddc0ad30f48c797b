import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const neededGo = [1, 26];
const neededBytes = 15 * 1024 ** 3;

/**
 * The version of the Go that is installed.
 *
 * @throws Error that says in one line what is missing, and what to do.
 */
export async function requireGo(): Promise<string> {
  let version: string;
  try {
    version = (await run('go', ['env', 'GOVERSION'])).stdout.trim();
  } catch (error) {
    throw new Error(
      `The lab builds Kubernetes and Argo from source and needs Go ${neededGo.join(
        '.',
      )}, which is not on the PATH: install it, or use the sandbox (npm start).`,
      { cause: error },
    );
  }
  if (!isNewEnough(version)) {
    throw new Error(
      `The lab needs Go ${neededGo.join(
        '.',
      )} or later, and this is ${version}: update it, or use the sandbox (npm start).`,
    );
  }
  return version;
}

/** Whether `go1.26.8` and the like will do. */
export function isNewEnough(version: string): boolean {
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  return (
    Number(major) > neededGo[0] ||
    (Number(major) === neededGo[0] && Number(minor) >= neededGo[1])
  );
}

/** @throws Error when a first build would not fit on the disk of a folder. */
export async function requireDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < neededBytes) {
    throw new Error(
      `Building the lab needs 15 GB of free disk for Go's caches, and ${folder} has ${Math.floor(
        free / 1024 ** 3,
      )} GB: free some, or point XDG_CACHE_HOME, GOCACHE and GOMODCACHE elsewhere.`,
    );
  }
}
