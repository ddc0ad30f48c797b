import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTools } from './findTools';
import { runTool } from './runTool';

describe('the programs that render', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tools-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const script = (name: string, body: string, mode = 0o755) => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, mode);
    return file;
  };
  const options = () => ({
    title: 'kustomize of overlays/dev',
    cwd: folder,
    scratch: join(folder, 'scratch'),
  });

  it.each([
    [['kustomize', 'kubectl', 'helm'], ['kustomize', 'build'], ['helm']],
    [['kubectl', 'helm'], ['kubectl', 'kustomize'], ['helm']],
    [['helm'], undefined, ['helm']],
    [[], undefined, undefined],
  ])('of %j on the PATH are taken', async (names, kustomize, helm) => {
    names.forEach(name => script(name, 'exit 0'));
    const inFolder = (command: string[] | undefined) =>
      command && [join(folder, command[0]), ...command.slice(1)];
    expect(await findTools({ configured: {}, path: folder })).toEqual({
      ...(kustomize && { kustomize: inFolder(kustomize) }),
      ...(helm && { helm: inFolder(helm) }),
    });
  });

  it('of the config come first, and have to be there', async () => {
    script('kustomize', 'exit 0');
    const configured = { kustomize: script('kubectl-1.34', 'exit 0') };
    expect(await findTools({ configured, path: folder })).toEqual({
      kustomize: [configured.kustomize, 'kustomize'],
    });
    await expect(
      findTools({
        configured: { helm: script('no-program', '', 0o644) },
        path: folder,
      }),
    ).rejects.toThrow('delivery.launch.tools.helm is ');
  });

  it('get nothing of the portal’s environment', async () => {
    process.env.PLANTED_TOKEN = 'planted-CANARY';
    try {
      const program = script('kustomize', '/usr/bin/env');
      const output = await runTool([program], options());
      expect(output).toContain('HELM_CACHE_HOME=');
      expect(output).not.toContain('CANARY');
      expect(output).toContain('PATH=/nonexistent');
    } finally {
      delete process.env.PLANTED_TOKEN;
    }
  });

  it('are ended when they take too long', async () => {
    const program = script('helm', 'while :; do :; done');
    await expect(
      runTool([program], {
        ...options(),
        limits: { timeoutSeconds: 0.2, bytes: 1000 },
      }),
    ).rejects.toThrow('kustomize of overlays/dev was not done after 0.2 s');
  });

  it('are ended when they put out too much', async () => {
    const program = script('helm', 'while :; do echo aaaaaaaaaaaaaaaa; done');
    await expect(
      runTool([program], {
        ...options(),
        limits: { timeoutSeconds: 30, bytes: 1000 },
      }),
    ).rejects.toThrow('put out more than 1000 bytes');
  });

  it('are ended with the run', async () => {
    const program = script('helm', 'while :; do :; done');
    const run = new AbortController();
    const reason = new Error('cancelled');
    setImmediate(() => run.abort(reason));
    await expect(
      runTool([program], { ...options(), signal: run.signal }),
    ).rejects.toBe(reason);
  });

  it('say why they failed, without where the files are', async () => {
    const program = script(
      'helm',
      `echo "no such file: ${folder}/x" >&2; exit 1`,
    );
    await expect(runTool([program], options())).rejects.toThrow(
      'kustomize of overlays/dev failed: no such file: ./x',
    );
  });

  it('are named when they cannot be started', async () => {
    await expect(runTool([join(folder, 'absent')], options())).rejects.toThrow(
      'kustomize of overlays/dev could not be started',
    );
  });
});
