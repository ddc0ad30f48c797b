import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep } from './steps.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where things are kept that several checkouts share. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'slipway',
);

const nodeVersion = '24.14.1';
const yarnVersion = '4.13.0';

/**
 * Node 24 runs TypeScript without a build; from 24.21 on its headers make better-sqlite3 12.11
 * abort the process during garbage collection.
 */
function nodeFits(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 && minor >= 14 && minor < 21;
}

/**
 * The Node and Yarn to use: those at hand where they fit, else npm packages kept in the user's
 * cache folder.
 */
export async function findTools() {
  const node = nodeFits(process.version)
    ? { binary: process.execPath, home: dirname(dirname(process.execPath)) }
    : await bringNode();
  const yarn = await bringYarn();
  const shims = writeShims(node, yarn);
  const headers = existsSync(join(node.home, 'include', 'node'));

  return {
    node: node.binary,
    yarn,
    env: {
      ...process.env,
      PATH: [shims, dirname(node.binary), process.env.PATH].join(delimiter),
      // Native packages are compiled against the headers of this very Node.
      ...(headers ? { npm_config_nodedir: node.home } : {}),
    },
  };
}

async function bringNode() {
  const name = `node-${
    process.platform === 'win32' ? 'win' : process.platform
  }-${process.arch}`;
  const home = await bringPackage(name, nodeVersion, `Node ${nodeVersion}`);
  const binary = join(
    home,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  if (!nodeFits(version.trim())) {
    throw new Error(
      `${binary} says that it is ${version.trim()}, not v${nodeVersion}. Remove that folder and try again.`,
    );
  }
  return { binary, home };
}

async function bringYarn() {
  const home = await bringPackage(
    '@yarnpkg/cli-dist',
    yarnVersion,
    `Yarn ${yarnVersion}`,
  );
  return join(home, 'bin', 'yarn.js');
}

/** Installs one npm package, without its scripts, into a folder of its own; once. */
async function bringPackage(name, version, title) {
  const folder = join(
    cacheFolder,
    'tools',
    `${name.replace(/^@/, '').replace('/', '-')}-${version}`,
  );
  const home = join(folder, 'node_modules', ...name.split('/'));
  if (existsSync(join(home, 'package.json'))) {
    return home;
  }

  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{ "private": true }\n');
  try {
    await runStep({
      title: `Fetching ${title} from npm`,
      command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
      args: [
        'install',
        `${name}@${version}`,
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
      ],
      cwd: fresh,
      hint: `npm could not install ${name}@${version}. Check that 'npm view ${name}' answers, then try again.`,
    });
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another process was faster; its folder is as good.
      if (!existsSync(join(home, 'package.json'))) {
        throw error;
      }
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return home;
}

/** Puts `yarn` on the PATH of everything that is started, without Corepack. */
function writeShims(node, yarn) {
  const folder = join(
    cacheFolder,
    'tools',
    `bin-${nodeVersion}-${yarnVersion}`,
  );
  const shim = join(folder, 'yarn');
  if (!existsSync(shim)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(shim, `#!/bin/sh\nexec "${node.binary}" "${yarn}" "$@"\n`);
    chmodSync(shim, 0o755);
    writeFileSync(
      join(folder, 'yarn.cmd'),
      `@"${node.binary}" "${yarn}" %*\r\n`,
    );
  }
  return folder;
}
