import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createGitlabClient, createGitlabTransport } from './GitlabClient';

type Answer = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

const token = 'glpat-forge-secret-1234';

describe('the client of a GitLab', () => {
  let server: Server;
  let host: string;
  let answers: Answer[];
  let asked: Array<{
    method?: string;
    url?: string;
    token?: string;
    body: string;
  }>;
  const pauses: number[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      asked.push({
        method: request.method,
        url: request.url,
        token: request.headers['private-token'] as string,
        body: await bodyOf(request),
      });
      const answer = answers.shift();
      if (!answer) {
        return; // never answers
      }
      response.writeHead(answer.status, {
        'content-type': 'application/json',
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
    pauses.length = 0;
  });

  const options = () => ({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitlab: [
            {
              host,
              apiBaseUrl: `http://${host}/api/v4`,
              baseUrl: `http://${host}`,
              token,
            },
            {
              host: 'anonymous.example.com',
              apiBaseUrl: 'https://anonymous.example.com/api/v4',
            },
          ],
        },
      }),
    ),
    host,
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds);
    },
  });

  it('sends the token, decodes and encodes as GitLab does', async () => {
    answers = [
      { status: 200, body: { id: 7 } },
      { status: 201, body: { key: 'A' } },
    ];
    const client = createGitlabClient(options());
    await expect(client.Projects.show('acme/payments')).resolves.toMatchObject({
      id: 7,
    });
    await client.ProjectVariables.create(7, 'A', 'b', {
      environmentScope: '*',
    });
    expect(asked[0]).toMatchObject({
      method: 'GET',
      url: '/api/v4/projects/acme%2Fpayments',
      token,
    });
    expect(JSON.parse(asked[1].body)).toEqual({
      key: 'A',
      value: 'b',
      environment_scope: '*',
    });
  });

  it('waits as long as Retry-After says, then goes on', async () => {
    answers = [
      { status: 429, body: {}, headers: { 'retry-after': '7' } },
      { status: 200, body: { id: 7 } },
    ];
    await createGitlabClient(options()).Projects.show(7);
    expect(pauses).toEqual([7000]);
  });

  it('does not wait longer than a minute, and tells how long it would be', async () => {
    answers = [{ status: 429, body: {}, headers: { 'retry-after': '600' } }];
    await expect(
      createGitlabClient(options()).Projects.show(7),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      retryAfterSeconds: 600,
    });
  });

  it('repeats a read after a 5xx, and never a write', async () => {
    answers = [
      { status: 502 },
      { status: 200, body: { id: 7 } },
      { status: 502 },
    ];
    const client = createGitlabClient(options());
    await client.Projects.show(7);
    await expect(client.Projects.create({ name: 'x' })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(asked).toHaveLength(3);
  });

  it.each([
    [
      400,
      { message: { name: ['has already been taken'] } },
      'InputError',
      'name has already been taken',
    ],
    [400, { error: 'branch is missing' }, 'InputError', 'branch is missing'],
    [
      401,
      { message: '401 Unauthorized' },
      'AuthenticationError',
      'integrations.gitlab',
    ],
    [
      403,
      {
        error: 'insufficient_scope',
        error_description: 'The request requires higher privileges',
        scope: 'api',
      },
      'NotAllowedError',
      'one of the scopes is needed: api',
    ],
    [
      404,
      { message: '404 Project Not Found' },
      'NotFoundError',
      '404 Project Not Found',
    ],
    [
      301,
      { message: 'This resource has been moved permanently' },
      'ConflictError',
      'it has moved',
    ],
    [
      409,
      { message: ['Another open merge request already exists'] },
      'ConflictError',
      'Another open',
    ],
  ])('turns a %s with %j into %s', async (status, body, name, words) => {
    answers = [{ status, body }];
    await expect(
      createGitlabClient(options()).Projects.show(7),
    ).rejects.toMatchObject({ name, message: expect.stringContaining(words) });
  });

  it('keeps secrets out of errors, also those that GitLab echoes', async () => {
    answers = [
      {
        status: 400,
        body: { message: `hunter2-hunter2 and ${token} are bad` },
      },
    ];
    const error = await createGitlabClient(options())
      .ProjectVariables.create(7, 'A', 'hunter2-hunter2')
      .catch(e => e);
    expect(error.message).toContain('[redacted] and [redacted] are bad');
    expect(JSON.stringify(error) + error.stack).not.toContain(token);
  });

  it('has a timeout and obeys the signal', async () => {
    await expect(
      createGitlabTransport({ ...options(), timeoutMs: 50 }).request({
        method: 'POST',
        path: '/projects',
        body: {},
      }),
    ).rejects.toThrow('no answer within 0.05 s');
    const controller = new AbortController();
    const pending = createGitlabClient({
      ...options(),
      signal: controller.signal,
    }).Projects.show(7);
    setTimeout(() => controller.abort(), 20);
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('walks the pages of a list', async () => {
    answers = [
      { status: 200, body: [1, 2], headers: { 'x-next-page': '2' } },
      { status: 200, body: [3], headers: { 'x-next-page': '' } },
    ];
    await expect(
      createGitlabTransport(options()).list('/projects', { scope: ['a', 'b'] }),
    ).resolves.toEqual([1, 2, 3]);
    expect(asked[1].url).toContain('page=2');
    expect(asked[1].url).toContain('scope%5B%5D=a');
  });

  it('says what is missing in the config', () => {
    expect(() =>
      createGitlabClient({ ...options(), host: 'other.example.com' }),
    ).toThrow(
      /no GitLab with the host other.example.com under integrations.gitlab/,
    );
    expect(() =>
      createGitlabClient({ ...options(), host: 'anonymous.example.com' }),
    ).toThrow(/has no token under integrations.gitlab/);
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
