import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { GithubTestServer } from '../__testUtils__';
import { connectGithub } from '../github';
import { GithubRepositoryReader } from './GithubRepositoryReader';
import { locateRepository } from './locateRepository';

describe('GithubRepositoryReader', () => {
  let server: GithubTestServer;
  let origin: string;
  let reader: GithubRepositoryReader;

  beforeEach(async () => {
    server = new GithubTestServer();
    origin = await server.start();
    const integrations = ScmIntegrations.fromConfig(
      mockServices.rootConfig({
        data: {
          integrations: {
            github: [
              {
                host: new URL(origin).host,
                apiBaseUrl: `${origin}/api/v3`,
                token: server.token,
              },
            ],
          },
        },
      }),
    );
    reader = new GithubRepositoryReader({
      integrations,
      connect: connectGithub(integrations),
    });
  });
  afterEach(async () => {
    await server.stop();
  });

  const read = (path: string) =>
    reader.readFile({
      repoURL: `${origin}/acme/payments-gitops.git`,
      path,
      revision: 'abc',
      signal: AbortSignal.timeout(5_000),
    });
  const contents = '/repos/acme/payments-gitops/contents';

  it('reads a file at a commit', async () => {
    const text = 'image:\n  tag: 36be5eb-1 # ümläut\n';
    server.answers.set(`${contents}/chart/values.yaml`, {
      type: 'file',
      encoding: 'base64',
      // GitHub breaks the lines of it.
      content: Buffer.from(text)
        .toString('base64')
        .replace(/(.{20})/g, '$1\n'),
    });
    expect(await read('chart/values.yaml')).toBe(text);
    expect(server.seen()).toEqual([
      `GET ${contents}/chart/values.yaml?ref=abc 200`,
    ]);
  });

  it('has nothing to say of a file that is not there, nor of a folder', async () => {
    server.answers.set(`${contents}/chart`, [{ type: 'file', name: 'a' }]);
    expect(await read('none')).toBeUndefined();
    expect(await read('chart')).toBeUndefined();
  });

  it('asks for nothing outside of the repository', async () => {
    expect(await read('../../../../user')).toBeUndefined();
    expect(server.seen()).toEqual([]);
  });

  it('fails when GitHub does', async () => {
    server.answerNext({ status: 403, body: { message: 'Forbidden' } });
    await expect(read('none')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('knows the repository as webhooks name it', () => {
    const { host } = new URL(origin);
    expect(reader.locate(`${origin}/acme/payments-gitops.git`)).toEqual({
      host,
      project: 'acme/payments-gitops',
    });
    expect(reader.locate('https://gitlab.com/acme/payments')).toBeUndefined();
  });

  it('knows the page of a commit, also by the URL that Argo CD clones with a key', () => {
    const { hostname } = new URL(origin);
    for (const repoURL of [
      `${origin}/acme/payments-gitops.git`,
      `ssh://git@${hostname}:2222/acme/payments-gitops.git`,
    ]) {
      expect(reader.commitUrl(repoURL, 'abc')).toBe(
        `${origin}/acme/payments-gitops/commit/abc`,
      );
    }
  });
});

describe('locateRepository', () => {
  const instances = [
    { host: 'github.com', apiBaseUrl: 'https://api.github.com' },
    { host: 'ghe.example.com:8443' },
  ];

  it.each([
    [
      'https://github.com/acme/payments.git',
      'https://github.com/acme/payments',
    ],
    [
      'https://user@github.com/acme/payments/',
      'https://github.com/acme/payments',
    ],
    ['git@github.com:acme/payments.git', 'https://github.com/acme/payments'],
    [
      'ssh://git@ssh.github.com:443/acme/payments.git',
      'https://github.com/acme/payments',
    ],
    [
      'ssh://git@ghe.example.com/acme/payments.git',
      'https://ghe.example.com:8443/acme/payments',
    ],
    ['https://ghe.example.com/acme/payments', undefined],
    ['https://gitlab.com/acme/payments.git', undefined],
    ['https://github.com/acme', undefined],
    ['https://github.com/acme/payments/actions', undefined],
    ['no url', undefined],
  ])('finds %s as %s', (repoURL, webUrl) => {
    expect(locateRepository(repoURL, instances)?.webUrl).toBe(webUrl);
  });
});
