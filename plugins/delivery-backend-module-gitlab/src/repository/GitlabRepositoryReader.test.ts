import { mockServices } from '@backstage/backend-test-utils';

import { ScmIntegrations } from '@backstage/integration';
import { GitlabTestServer } from '../__testUtils__';
import { GitlabRepositoryReader } from './GitlabRepositoryReader';
import { locateRepository } from './locateRepository';

describe('GitlabRepositoryReader', () => {
  let server: GitlabTestServer;
  let origin: string;
  let reader: GitlabRepositoryReader;

  beforeEach(async () => {
    server = new GitlabTestServer();
    origin = await server.start();
    reader = new GitlabRepositoryReader(
      ScmIntegrations.fromConfig(
        mockServices.rootConfig({
          data: {
            integrations: {
              gitlab: [
                {
                  host: new URL(origin).host,
                  baseUrl: origin,
                  apiBaseUrl: `${origin}/api/v4`,
                  token: server.token,
                },
              ],
            },
          },
        }),
      ),
    );
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

  it('reads a file at a commit', async () => {
    const path = 'overlays/dev/kustomization.yaml';
    server.answers.set(
      `/projects/acme/payments-gitops/repository/files/${path}/raw`,
      'images: []\n',
    );
    expect(await read(path)).toBe('images: []\n');
    expect(server.seen()).toEqual([
      `GET /projects/acme/payments-gitops/repository/files/${path}/raw?ref=abc 200`,
    ]);
  });

  it('has nothing to say of a file that is not there, and fails when GitLab does', async () => {
    expect(await read('none')).toBeUndefined();
    server.answerNext({ status: 403, body: { message: '403 Forbidden' } });
    await expect(read('none')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('knows the project as webhooks name it', () => {
    const { host } = new URL(origin);
    expect(reader.locate(`${origin}/acme/payments-gitops.git`)).toEqual({
      host,
      project: 'acme/payments-gitops',
    });
    expect(reader.locate('https://github.com/acme/payments')).toBeUndefined();
  });

  it('knows the page of a commit', () => {
    const repoURL = `${origin}/acme/payments-gitops.git`;
    expect(reader.commitUrl(repoURL, 'abc')).toBe(
      `${origin}/acme/payments-gitops/-/commit/abc`,
    );
  });
});

describe('locateRepository', () => {
  const instances = [
    { host: 'git.example.com', baseUrl: 'https://git.example.com' },
    { host: 'example.com', baseUrl: 'https://example.com/gitlab' },
  ];

  it.each([
    ['https://git.example.com/acme/payments.git', 'acme/payments'],
    ['https://user@git.example.com/acme/sub/payments', 'acme/sub/payments'],
    ['git@git.example.com:acme/payments.git', 'acme/payments'],
    ['ssh://git@git.example.com:2222/acme/payments.git', 'acme/payments'],
    ['https://example.com/gitlab/acme/payments.git', 'acme/payments'],
    ['https://example.com/other/acme/payments.git', undefined],
    ['https://github.com/acme/payments.git', undefined],
    ['https://git.example.com/', undefined],
    ['no url', undefined],
  ])('finds %s as %s', (repoURL, project) => {
    expect(locateRepository(repoURL, instances)?.project).toBe(project);
  });
});
