import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, afterEach, before, test } from 'node:test';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { startTestGithub } from './testing/startTestGithub.ts';
import type { TestGithub } from './testing/startTestGithub.ts';

// What the portal itself works with, from where it is declared.
const portal = createRequire(
  new URL('../../../../plugins/delivery-node/package.json', import.meta.url),
);
const { retry } = portal('@octokit/plugin-retry');
const { throttling } = portal('@octokit/plugin-throttling');
const { DefaultGithubCredentialsProvider, ScmIntegrations } = portal(
  '@backstage/integration',
);
const { ConfigReader } = portal('@backstage/config');
const { UrlReaders } = createRequire(
  new URL('../../../backend/package.json', import.meta.url),
)('@backstage/backend-defaults/urlReader');

let world: TestGithub;
const limits: string[] = [];

before(async () => {
  world = await startTestGithub();
});
after(() => world.stop());
afterEach(() => {
  world.faults.clear();
  world.github.limits.setLimit(15_000);
  limits.length = 0;
});

const baseUrl = () => `${world.url}/api/v3`;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function patientOctokit(): Octokit {
  const Patient = Octokit.plugin(retry, throttling);
  const again = (kind: string) => (seconds: number) => {
    limits.push(`${kind} ${seconds}`);
    return limits.length < 3;
  };
  return new Patient({
    auth: world.token,
    baseUrl: baseUrl(),
    log: quiet,
    throttle: {
      onRateLimit: again('primary'),
      onSecondaryRateLimit: again('secondary'),
      fallbackSecondaryRateRetryAfter: 1,
    },
  });
}

test('octokit makes a repository, commits many files at once and reads them', async () => {
  const octokit = patientOctokit();
  const name = world.fresh('by-octokit');
  const where = { owner: 'acme', repo: name };
  const { data: made } = await octokit.repos.createInOrg({
    org: 'acme',
    name,
    private: true,
    auto_init: true,
  });
  assert.equal(made.default_branch, 'main');
  const { data: ref } = await octokit.git.getRef({
    ...where,
    ref: 'heads/main',
  });
  const { data: tree } = await octokit.git.createTree({
    ...where,
    base_tree: ref.object.sha,
    tree: ['a.txt', 'b/c.txt', '.github/workflows/ci.yml'].map(path => ({
      path,
      mode: '100644' as const,
      type: 'blob' as const,
      content: `${path}\n`,
    })),
  });
  const { data: commit } = await octokit.git.createCommit({
    ...where,
    message: 'Begin',
    tree: tree.sha,
    parents: [ref.object.sha],
  });
  await octokit.git.updateRef({ ...where, ref: 'heads/main', sha: commit.sha });
  const { data: file } = await octokit.repos.getContent({
    ...where,
    path: 'b/c.txt',
    mediaType: { format: 'raw' },
  });
  assert.equal(String(file), 'b/c.txt\n');
  const { data: archive } = await octokit.repos.downloadTarballArchive({
    ...where,
    ref: 'main',
  });
  assert.ok((archive as ArrayBuffer).byteLength > 100);
});

test('octokit finds all pages by their links', async () => {
  const octokit = patientOctokit();
  const repo = await world.repository();
  const { data: main } = await octokit.git.getRef({
    owner: 'acme',
    repo,
    ref: 'heads/main',
  });
  for (let number = 1; number <= 6; number += 1) {
    await octokit.git.createRef({
      owner: 'acme',
      repo,
      ref: `refs/heads/branch-${number}`,
      sha: main.object.sha,
    });
  }
  const branches = await octokit.paginate(
    'GET /repos/{owner}/{repo}/branches',
    {
      owner: 'acme',
      repo,
      per_page: 2,
    },
  );
  assert.deepEqual(
    branches.map(branch => branch.name),
    [...[1, 2, 3, 4, 5, 6].map(number => `branch-${number}`), 'main'],
  );
});

// A 429 is met by octokit's plugin that tries again, which asks nobody.
for (const [status, told] of [
  [403, ['secondary 1']],
  [429, []],
] as const) {
  test(`octokit waits as a secondary limit with ${status} says, and goes on`, async () => {
    world.faults.add({
      effect: 'status',
      status,
      retryAfterSeconds: 1,
      path: '^/api/v3/user$',
      count: 1,
    });
    const { data } = await patientOctokit().users.getAuthenticated();
    assert.equal(data.login, 'slipway');
    assert.deepEqual(limits, told);
  });
}

test('octokit is told when the hour’s requests are used up', async () => {
  world.github.limits.setLimit(1);
  const octokit = new Octokit({
    auth: world.token,
    baseUrl: baseUrl(),
    log: quiet,
  });
  const { headers } = await octokit.users.getAuthenticated();
  assert.equal(headers['x-ratelimit-remaining'], '0');
  await assert.rejects(octokit.users.getAuthenticated(), (error: any) => {
    assert.equal(error.status, 403);
    assert.match(error.message, /^API rate limit exceeded for user ID \d+\./);
    assert.equal(error.response.headers['x-ratelimit-remaining'], '0');
    return true;
  });
});

test('an App gets a token for its installation and works with it', async () => {
  const repo = await world.repository();
  const octokit = new Octokit({
    baseUrl: baseUrl(),
    log: quiet,
    authStrategy: createAppAuth,
    auth: { appId: 1, privateKey: world.appKey, installationId: 1 },
  });
  const { data } = await octokit.repos.get({ owner: 'acme', repo });
  assert.equal(data.full_name, `acme/${repo}`);
  const { data: written } = await octokit.repos.createOrUpdateFileContents({
    owner: 'acme',
    repo,
    path: 'by-app.txt',
    message: 'By the App',
    content: Buffer.from('x').toString('base64'),
  });
  assert.equal(written.commit.author?.name, 'slipway[bot]');
});

test('Backstage finds a token of the App, or the one that is configured', async () => {
  const repo = await world.repository();
  const host = new URL(world.url).host;
  const provider = (more: object) =>
    DefaultGithubCredentialsProvider.fromIntegrations(
      ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            github: [{ host, apiBaseUrl: baseUrl(), ...more }],
          },
        }),
      ),
    );
  const url = `${world.url}/acme/${repo}`;
  const byApp = await provider({
    apps: [
      {
        appId: 1,
        privateKey: world.appKey,
        clientId: 'x',
        clientSecret: 'x',
        webhookSecret: 'x',
      },
    ],
  }).getCredentials({ url });
  assert.equal(byApp.type, 'app');
  const answer = await world.api('GET', `/repos/acme/${repo}`, undefined, {
    token: byApp.token,
  });
  assert.equal(answer.status, 200);
  const byToken = await provider({ token: world.token }).getCredentials({
    url,
  });
  assert.equal(byToken.token, world.token);
});

test('Backstage reads files, trees and patterns as it does for catalogs and templates', async () => {
  const repo = await world.repository();
  await world.make(
    'PUT',
    `/repos/acme/${repo}/contents/docs/catalog-info.yaml`,
    {
      message: 'Describe it',
      content: Buffer.from('kind: Component\n').toString('base64'),
    },
  );
  const host = new URL(world.url).host;
  const reader = UrlReaders.default({
    logger: { ...quiet, child: () => quiet },
    config: new ConfigReader({
      integrations: {
        github: [{ host, apiBaseUrl: baseUrl(), token: world.token }],
      },
    }),
  });
  const root = `${world.url}/acme/${repo}`;
  const url = `${root}/blob/main/docs/catalog-info.yaml`;
  const file = await reader.readUrl(url);
  assert.equal(String(await file.buffer()), 'kind: Component\n');
  await assert.rejects(reader.readUrl(url, { etag: file.etag }), {
    name: 'NotModifiedError',
  });
  const tree = await reader.readTree(`${root}/tree/main`);
  const files: Array<{ path: string }> = await tree.files();
  assert.deepEqual(
    files.map(each => each.path),
    ['README.md', 'docs/catalog-info.yaml'],
  );
  const found = await reader.search(`${root}/blob/main/**/catalog-info.yaml`);
  assert.deepEqual(
    found.files.map((each: { url: string }) => each.url),
    [url],
  );
});
