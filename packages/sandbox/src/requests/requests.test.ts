import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHttpServer } from '../http/startHttpServer.ts';
import { classifyRequest } from './classifyRequest.ts';
import { createRequestsControl } from './createRequestsControl.ts';
import { RequestLog, type RequestReport } from './RequestLog.ts';

const cases: Array<
  [method: string, url: string, side: string | undefined, kind?: string]
> = [
  ['GET', '/api/v4/projects/1', 'forge', 'read'],
  ['POST', '/api/v4/projects', 'forge', 'write'],
  ['POST', '/api/v4/projects/1/ci/lint', 'forge', 'read'],
  ['PUT', '/api/v3/repos/acme/web/actions/secrets/KEY', 'forge', 'write'],
  ['POST', '/api/graphql', 'forge', 'read'],
  ['GET', '/acme/web.git/info/refs?service=git-receive-pack', 'git', 'read'],
  ['POST', '/acme/web.git/git-upload-pack', 'git', 'read'],
  ['POST', '/acme/web.git/git-receive-pack', 'git', 'write'],
  ['HEAD', '/v2/acme/web/manifests/1', 'registry', 'read'],
  ['GET', '/jwt/auth?service=container_registry', 'registry', 'read'],
  ['PUT', '/v2/acme/web/manifests/1', 'registry', 'write'],
  ['GET', '/clusters/sandbox/api/v1/pods?watch=true', 'cluster', 'watch'],
  ['GET', '/clusters/sandbox/api/v1/pods?watch=false', 'cluster', 'read'],
  [
    'POST',
    '/clusters/sandbox/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    'cluster',
    'read',
  ],
  [
    'PATCH',
    '/clusters/sandbox/api/v1/namespaces/x?dryRun=All&fieldManager=slipway',
    'cluster',
    'read',
  ],
  ['PATCH', '/clusters/sandbox/api/v1/namespaces/x', 'cluster', 'write'],
  ['POST', '/argocd/api/v1/session', 'argocd', 'read'],
  ['POST', '/argocd/api/v1/applications', 'argocd', 'write'],
  ['POST', '/_sandbox/faults', undefined],
];

describe('what is counted of a request', () => {
  for (const [method, url, side, kind] of cases) {
    it(`${method} ${url.split('?')[0]} is ${
      side ? `a ${kind} of the ${side}` : 'not counted'
    }`, () => {
      const found = classifyRequest({ method, url, userAgent: undefined });
      assert.deepEqual(found, side && { side, kind, client: 'none' });
    });
  }

  for (const [userAgent, client] of [
    ['node', 'node'],
    ['git/2.47.3', 'git'],
    ['git/isomorphic-git-1.27.1', 'isomorphic-git'],
    ['kubectl/v1.34.2 (linux/amd64) kubernetes/abc', 'kubectl'],
    ['octokit-rest.js/19.0.13 Node.js', 'octokit-rest.js'],
  ]) {
    it(`${userAgent} is the client ${client}`, () => {
      const asked = { method: 'GET', url: '/api/v4/user', userAgent };
      assert.equal(classifyRequest(asked)?.client, client);
    });
  }
});

describe('the log of requests', () => {
  let server: Awaited<ReturnType<typeof startHttpServer>>;
  before(async () => {
    const answer = async (_request: unknown, response: any) => {
      response.writeHead(200).end('{}');
      return true;
    };
    server = await startHttpServer(
      [createRequestsControl(new RequestLog()), answer],
      { port: 0 },
    );
  });
  after(() => server.stop());

  const ask = (method: string, path: string) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { 'user-agent': 'tester/1', authorization: 'Bearer planted' },
      ...(method === 'GET' ? {} : { body: 'planted' }),
    });
  const report = async (mark?: number): Promise<RequestReport> =>
    (
      await ask(
        'GET',
        `/_sandbox/requests${mark === undefined ? '' : `?since=${mark}`}`,
      )
    ).json() as Promise<RequestReport>;
  const mark = async (): Promise<number> =>
    ((await (await ask('POST', '/_sandbox/requests/marks')).json()) as any)
      .mark;

  it('counts by side, client and kind since a mark, and not itself', async () => {
    await ask('GET', '/api/v4/projects');
    const first = await mark();
    assert.deepEqual(await report(first), { counts: [], writes: [] });
    await ask('GET', '/api/v4/projects');
    await ask('POST', '/api/v4/projects?private_token=planted');
    assert.deepEqual(await report(first), {
      counts: [
        { side: 'forge', client: 'tester', read: 1, write: 1, watch: 0 },
      ],
      writes: [
        {
          side: 'forge',
          client: 'tester',
          method: 'POST',
          path: '/api/v4/projects',
        },
      ],
    });
    assert.equal((await report()).counts[0].read, 2);
  });

  it('holds no query, no header, no body and no password of an address', async () => {
    await ask(
      'DELETE',
      '/argocd/api/v1/repositories/https%3A%2F%2Fme%3Aplanted%40host%2Fx',
    );
    const text = JSON.stringify(await report());
    assert.doesNotMatch(text, /planted/);
    assert.match(text, /repositories\/…/);
  });

  it('a mark that is not known is 404', async () => {
    const unknown = await ask('GET', '/_sandbox/requests?since=999');
    assert.equal(unknown.status, 404);
  });
});
