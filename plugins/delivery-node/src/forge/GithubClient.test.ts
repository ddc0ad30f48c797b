import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createGithubClient } from './GithubClient';

type Answer = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

const token = 'ghp_forgesecret12345678901234567890';
const repo = { owner: 'acme', repo: 'payments' };

describe('the client of a GitHub', () => {
  let server: Server;
  let host: string;
  let answers: Answer[];
  let asked: Array<{
    method?: string;
    url?: string;
    authorization?: string;
    body: string;
  }>;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      asked.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        body: await bodyOf(request),
      });
      const answer = answers.shift();
      if (!answer) {
        return; // never answers
      }
      response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        ...answer.headers,
      });
      response.end(
        answer.body === undefined ? '' : JSON.stringify(answer.body),
      );
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    answers = [];
    asked = [];
  });

  const client = (fields = {}) =>
    createGithubClient({
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              { host, apiBaseUrl: `http://${host}/api/v3`, token },
              {
                host: 'anonymous.example.com',
                apiBaseUrl: `http://${host}/api/v3`,
              },
            ],
          },
        }),
      ),
      host,
      millisecondsPerSecond: 10,
      ...fields,
    });

  it('asks the API of an Enterprise server with the token of the integration', async () => {
    answers = [{ status: 200, body: { id: 7 } }];
    const { data } = await client().rest.repos.get(repo);
    expect(data.id).toBe(7);
    expect(asked).toMatchObject([
      {
        method: 'GET',
        url: '/api/v3/repos/acme/payments',
        authorization: `token ${token}`,
      },
    ]);
  });

  it('asks for a token of the owner whose things are asked for', async () => {
    answers = [
      { status: 200, body: {} },
      { status: 201, body: {} },
    ];
    const urls: string[] = [];
    const github = client({
      credentials: {
        getCredentials: async ({ url }: { url: string }) => {
          urls.push(url);
          return { type: 'app', token: 'ghs_x', headers: {} };
        },
      },
    });
    await github.rest.repos.get(repo);
    await github.rest.repos.createInOrg({ org: 'other', name: 'x' });
    expect(urls).toEqual([`https://${host}/acme`, `https://${host}/other`]);
  });

  const reset = () => String(Math.ceil(Date.now() / 1000) + 7);
  it.each([
    ['a 429', 429, { 'retry-after': '7' }, 'API rate limit exceeded'],
    [
      'a secondary limit',
      403,
      { 'retry-after': '7' },
      'You have exceeded a secondary rate limit',
    ],
    [
      'a limit that tells when it ends',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'RESET' },
      'API rate limit exceeded',
    ],
  ])(
    'waits as long as %s says, then goes on, also with a write',
    async (_, status, headers, message) => {
      answers = [
        {
          status,
          body: { message },
          headers: JSON.parse(
            JSON.stringify(headers).replace('RESET', reset()),
          ),
        },
        { status: 201, body: { id: 8 } },
      ];
      const before = Date.now();
      const { data } = await client().rest.repos.createInOrg({
        org: 'acme',
        name: 'x',
      });
      expect(data.id).toBe(8);
      expect(Date.now() - before).toBeGreaterThanOrEqual(55);
      expect(asked).toHaveLength(2);
    },
  );

  it('does not wait longer than a minute, and tells how long it would be', async () => {
    answers = [
      {
        status: 429,
        body: { message: 'x' },
        headers: { 'retry-after': '600' },
      },
    ];
    await expect(client().rest.repos.get(repo)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterSeconds: 600,
    });
    expect(asked).toHaveLength(1);
  });

  it('repeats a read after a 5xx, and never a write', async () => {
    answers = [{ status: 502 }, { status: 200, body: { id: 7 } }];
    await client().rest.repos.get(repo);
    expect(asked).toHaveLength(2);
    answers = [{ status: 502 }];
    await expect(
      client().rest.repos.createInOrg({ org: 'acme', name: 'x' }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    expect(asked).toHaveLength(3);
  });

  it('repeats a read also after the same client has written', async () => {
    answers = [
      { status: 201, body: {} },
      { status: 502, body: { message: 'Server Error' } },
      { status: 200, body: { id: 7 } },
    ];
    const github = client();
    await github.rest.repos.createInOrg({ org: 'acme', name: 'x' });
    await expect(github.rest.repos.get(repo)).resolves.toMatchObject({
      status: 200,
    });
  });

  it('follows what has been renamed for a read, and never for a write', async () => {
    answers = [
      { status: 301, headers: { location: '/api/v3/repositories/7' } },
      { status: 200, body: { full_name: 'acme/new' } },
      { status: 307, headers: { location: '/api/v3/repositories/7' } },
    ];
    const { data } = await client().rest.repos.get(repo);
    expect(data.full_name).toBe('acme/new');
    await expect(
      client().rest.repos.update({ ...repo, description: 'x' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('it has moved'),
    });
    expect(asked).toHaveLength(3);
  });

  it('gives the answer to a conditional request', async () => {
    answers = [{ status: 304, headers: { etag: '"a"' } }];
    await expect(
      client().request('GET /repos/{owner}/{repo}', {
        ...repo,
        headers: { 'if-none-match': '"a"' },
      }),
    ).resolves.toMatchObject({ status: 304 });
  });

  it.each([
    [
      422,
      {
        message: 'Repository creation failed.',
        errors: [
          {
            resource: 'Repository',
            code: 'custom',
            field: 'name',
            message: 'name already exists on this account',
          },
        ],
      },
      {},
      'InputError',
      'Repository creation failed., name already exists on this account',
    ],
    [
      401,
      { message: 'Bad credentials' },
      {},
      'AuthenticationError',
      'integrations.github',
    ],
    [
      403,
      { message: 'Resource not accessible by personal access token' },
      { 'x-accepted-github-permissions': 'secrets=write' },
      'NotAllowedError',
      'the permissions that are needed: secrets=write',
    ],
    [
      403,
      { message: 'Must have admin rights' },
      { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'read:org' },
      'NotAllowedError',
      'one of these scopes is needed: repo (the token has: read:org)',
    ],
    [404, { message: 'Not Found' }, {}, 'NotFoundError', 'GET /repos/acme'],
    [
      405,
      { message: 'Pull Request is not mergeable' },
      {},
      'InputError',
      'Pull Request is not mergeable',
    ],
    [
      409,
      { message: 'Git Repository is empty.' },
      {},
      'ConflictError',
      'Git Repository is empty',
    ],
  ])(
    'turns a %s with %j into words',
    async (status, body, headers, name, words) => {
      answers = [{ status, body, headers: headers as Record<string, string> }];
      await expect(client().rest.repos.get(repo)).rejects.toMatchObject({
        name,
        message: expect.stringContaining(words),
      });
      expect(asked).toHaveLength(1);
    },
  );

  it('keeps secrets out of errors, also those that are echoed', async () => {
    answers = [
      {
        status: 422,
        body: { message: `hunter2-hunter2 and ${token} are bad` },
      },
    ];
    const error = await client()
      .rest.actions.createRepoVariable({
        ...repo,
        name: 'A',
        value: 'hunter2-hunter2',
      })
      .catch(e => e);
    expect(error.message).toContain('[redacted] and [redacted] are bad');
    expect(JSON.stringify(error) + error.stack).not.toContain(token);
  });

  it('has a timeout and obeys the signal, also between two attempts', async () => {
    await expect(
      client({ timeoutMs: 50 }).rest.repos.createInOrg({
        org: 'acme',
        name: 'x',
      }),
    ).rejects.toThrow('no answer within 0.05 s');
    const controller = new AbortController();
    const pending = client({ signal: controller.signal }).rest.repos.get(repo);
    setTimeout(() => controller.abort(), 20);
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });

    answers = [
      { status: 429, body: { message: 'x' }, headers: { 'retry-after': '50' } },
    ];
    const waiting = new AbortController();
    const later = client({ signal: waiting.signal }).rest.repos.get(repo);
    setTimeout(() => waiting.abort(), 50);
    await expect(later).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says what is missing in the config', async () => {
    expect(() => client({ host: 'other.example.com' })).toThrow(
      /no GitHub with the host other.example.com under integrations.github/,
    );
    await expect(
      client({ host: 'anonymous.example.com' }).rest.repos.get(repo),
    ).rejects.toThrow(/has no credential for acme under integrations.github/);
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
