import { createServer } from 'node:http';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKubernetesApplyAction } from './createKubernetesApplyAction';
import { startTokenProxy } from './startTokenProxy';

const cluster = { name: 'main', url: 'http://127.0.0.1:1', token: 'secret' };

describe('kubernetes:apply', () => {
  let workspacePath: string;
  let kubectl: string;
  beforeEach(async () => {
    workspacePath = await mkdtemp(join(tmpdir(), 'peers-'));
    kubectl = join(workspacePath, 'kubectl');
    // Writes down how it was called, in place of asking a cluster.
    await writeFile(
      kubectl,
      '#!/bin/sh\necho "$@" > called\ncat "$2" > kubeconfig-seen\ncat "$5" > manifest-seen\n[ -s manifest-seen ]\n',
    );
    await chmod(kubectl, 0o755);
  });
  afterEach(() => rm(workspacePath, { recursive: true, force: true }));

  const run = (input: Record<string, unknown>) => {
    const action = createKubernetesApplyAction({
      kubectl,
      clusters: [cluster],
    });
    const logger = { info: () => {}, error: () => {} };
    return action.handler({ input, workspacePath, logger } as never);
  };
  const seen = (file: string) => readFile(join(workspacePath, file), 'utf8');

  it('runs kubectl apply with a kubeconfig in the workspace', async () => {
    await run({ manifestString: 'kind: Namespace', namespaced: false });
    expect(await seen('called')).toMatch(
      /^--kubeconfig \S+\/kubeconfig apply -f \S+\/manifest\.yaml/,
    );
    expect(await seen('manifest-seen')).toBe('kind: Namespace');
    expect(JSON.parse(await seen('kubeconfig-seen'))).toMatchObject({
      clusters: [{ cluster: { server: cluster.url } }],
      users: [{ user: { token: 'secret' } }],
    });
  });

  it('fails when kubectl does', async () => {
    await expect(run({ manifestString: '' })).rejects.toThrow(/exit code: 1/);
  });

  it.each([
    [{}, /either manifestString or manifestPath/],
    [
      { manifestString: 'a', manifestPath: 'b' },
      /either manifestString or manifestPath/,
    ],
    [{ manifestString: 'a', clusterName: 'other' }, /no cluster other/],
    [{ manifestPath: '../outside' }, /outside/],
  ])('%j is refused', async (input, message) => {
    await expect(run(input)).rejects.toThrow(message);
  });
});

describe('the proxy for kubectl', () => {
  it('adds the token and the path of the cluster, and nothing else', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      const { method, url, headers } = request;
      asked.push([method, url, headers.authorization, headers['user-agent']]);
      response.writeHead(201).end('made');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const proxy = await startTokenProxy({
      ...cluster,
      url: `http://127.0.0.1:${port}/clusters/main`,
    });
    const response = await fetch(`${proxy.url}/api/v1/namespaces?limit=1`, {
      method: 'POST',
      headers: { 'user-agent': 'kubectl/v1' },
      body: '{}',
    });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('made');
    expect(asked).toEqual([
      [
        'POST',
        '/clusters/main/api/v1/namespaces?limit=1',
        'Bearer secret',
        'kubectl/v1',
      ],
    ]);
    await proxy.stop();
    server.closeAllConnections();
    server.close();
  });
});
