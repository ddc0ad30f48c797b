import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { keepNativeBuilds, nativeBuildsEnv } from './nativeBuilds.mjs';
import { runStep } from './steps.mjs';
import { root } from './tools.mjs';

/** Installs the packages of the workspace, unless nothing that decides on them has changed. */
export async function installPackages(tools) {
  const stamp = join(root, 'node_modules', '.slipway-installed');
  const wanted = fingerprint(tools);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  await runStep({
    title: 'Installing packages',
    command: tools.node,
    args: [tools.yarn, 'install', '--immutable'],
    cwd: root,
    env: { ...tools.env, ...nativeBuildsEnv },
    hint: 'The packages could not be installed. Check that the npm registry answers, that a C++ compiler and Python are there, and that 4 GB of disk are free; then try again.',
  });
  keepNativeBuilds(tools);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
}

function fingerprint(tools) {
  const hash = createHash('sha256').update(tools.node);
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name =>
      join(root, folder, name, 'package.json'),
    ),
  );
  const files = [
    join(root, 'package.json'),
    join(root, 'yarn.lock'),
    join(root, '.yarnrc.yml'),
    ...manifests.sort(),
  ];
  for (const file of files) {
    if (existsSync(file)) {
      hash.update(file).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
