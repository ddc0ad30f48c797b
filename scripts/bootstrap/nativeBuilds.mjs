import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, root } from './tools.mjs';

/** Compiled for over a minute where its publisher's builds cannot be downloaded. */
const name = 'better-sqlite3';
const file = join('build', 'Release', 'better_sqlite3.node');
const folder = join(cacheFolder, 'native-builds');

/** Has prebuild-install, which brings the package's program, look among our builds first. */
export const nativeBuildsEnv = {
  npm_config_better_sqlite3_local_prebuilds: folder,
};

/** Keeps what was compiled, by the name that prebuild-install looks for, for the next checkout. */
export function keepNativeBuilds(tools) {
  const home = join(root, 'node_modules', name);
  const archive = join(folder, archiveName(home, tools));
  if (existsSync(archive) || !existsSync(join(home, file))) {
    return;
  }
  const part = `${archive}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-czf', part, '-C', home, file]);
    renameSync(part, archive);
  } catch (error) {
    rmSync(part, { force: true });
    process.stderr.write(
      `  The build of ${name} could not be kept, so that the next checkout compiles it again: ${error.message}\n`,
    );
  }
}

function archiveName(home, { node }) {
  const { version } = JSON.parse(
    readFileSync(join(home, 'package.json'), 'utf8'),
  );
  const script =
    '[process.versions.modules, process.platform, process.arch].join("-")';
  const target = execFileSync(node, ['-p', script], { encoding: 'utf8' });
  return `${name}-v${version}-node-v${target.trim()}.tar.gz`;
}
