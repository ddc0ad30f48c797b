import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { forgetProject } from '../forge/projects/forgetProject.ts';
import { newAppKey } from './seed/newAppKey.ts';
import { signAppJwt } from './testing/signAppJwt.ts';
import { startTestGithub } from './testing/startTestGithub.ts';
import type { TestGithub } from './testing/startTestGithub.ts';

let world: TestGithub;
before(async () => {
  world = await startTestGithub();
});
after(() => world.stop());
afterEach(() => world.github.limits.setLimit(15_000));

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a path that is none is answered as GitHub does', async () => {
  const { status, body } = await world.api('GET', '/nowhere');
  assert.equal(status, 404);
  assert.deepEqual(body, {
    message: 'Not Found',
    documentation_url: 'https://docs.github.com/rest',
    status: '404',
  });
});

test('scopes are told with every answer to a classic token', async () => {
  const { headers } = await world.api('GET', '/user', undefined, {
    token: world.tokenOf('developer', ['repo', 'workflow']),
  });
  assert.equal(headers.get('x-oauth-scopes'), 'repo, workflow');
  const fineGrained = await world.api('GET', '/user', undefined, {
    token: world.fineGrained('developer', { contents: 'read' }),
  });
  assert.equal(fineGrained.headers.get('x-oauth-scopes'), null);
});

test('requests are counted for each user, and not when nothing has changed', async () => {
  world.github.limits.setLimit(3);
  const ask = (headers: Record<string, string> = {}) =>
    world.api('GET', '/user', undefined, { headers });
  const first = await ask();
  assert.equal(first.headers.get('x-ratelimit-remaining'), '2');
  const known = { 'if-none-match': first.headers.get('etag')! };
  for (let round = 0; round < 3; round += 1) {
    const unchanged = await ask(known);
    assert.equal(unchanged.status, 304);
    assert.equal(unchanged.headers.get('x-ratelimit-remaining'), '2');
  }
  await ask();
  await ask();
  const refused = await ask();
  assert.equal(refused.status, 403);
  assert.match(refused.body.message, /^API rate limit exceeded for user ID/);
  assert.ok(Number(refused.headers.get('x-ratelimit-reset')) > 0);
  const other = await world.api('GET', '/user', undefined, {
    token: world.tokenOf('developer'),
  });
  assert.equal(other.status, 200);
});

test('a list has links to its other pages, and none when it is one', async () => {
  const list = await world.api('GET', '/orgs/acme/repos');
  assert.equal(list.headers.get('link'), null);
  const names = [await world.repository(), await world.repository()];
  const first = await world.api('GET', '/orgs/acme/repos?per_page=1');
  assert.equal(first.body[0].name, names[0]);
  const link = first.headers.get('link')!;
  assert.match(
    link,
    /<http:\/\/localhost:\d+\/api\/v3\/orgs\/acme\/repos\?per_page=1&page=2>; rel="next"/,
  );
  assert.match(link, /&page=2>; rel="last"/);
  const second = await world.api('GET', '/orgs/acme/repos?per_page=1&page=2');
  assert.match(second.headers.get('link')!, /rel="prev".*rel="first"/);
});

const gitlab = async (method: string, path: string) => {
  const response = await fetch(`${world.url}/api/v4${path}`, {
    method,
    headers: { 'private-token': world.gitlabToken },
  });
  return { status: response.status, body: await response.json() };
};

test('both of the forge’s APIs see one repository; GitHub protects nothing by itself', async () => {
  const name = await world.repository();
  const id = encodeURIComponent(`acme/${name}`);
  const { body } = await gitlab('GET', `/projects/${id}`);
  assert.equal(body.empty_repo, false);
  assert.match(body.http_url_to_repo, /^http:\/\/127\.0\.0\.1:/);
  const rules = await gitlab('GET', `/projects/${id}/protected_branches`);
  assert.deepEqual(rules.body, []);
  await gitlab('DELETE', `/projects/${id}`);
  const gone = await world.api('GET', `/repos/acme/${name}`);
  assert.equal(gone.status, 404);
});

test('a repository is moved and renamed, and its former addresses lead on', async () => {
  const name = await world.repository();
  const renamed = world.fresh('moved');
  const { status, body } = await world.api(
    'POST',
    `/repos/acme/${name}/transfer`,
    { new_owner: 'slipway', new_name: renamed },
  );
  assert.equal(status, 202);
  assert.equal(body.full_name, `slipway/${renamed}`);
  const former = await world.api('GET', `/repos/acme/${name}/branches?page=1`);
  assert.equal(former.status, 301);
  const there = await fetch(former.headers.get('location')!, {
    headers: { authorization: `token ${world.token}` },
  });
  assert.equal((await there.json())[0].name, 'main');
});

test('topics are set whole, and checked', async () => {
  const path = `/repos/acme/${await world.repository()}/topics`;
  await world.make('PUT', path, { names: ['payments', 'fastapi'] });
  assert.deepEqual(await world.make('GET', path), {
    names: ['payments', 'fastapi'],
  });
  const wrong = await world.api('PUT', path, { names: ['Not so'] });
  assert.equal(wrong.status, 422);
});

test('who is let into a repository has what they were given', async () => {
  const path = `/repos/acme/${await world.repository()}/collaborators`;
  const permission = () => world.make('GET', `${path}/viewer/permission`);
  assert.equal((await permission()).permission, 'read');
  await world.api('PUT', `${path}/viewer`, { permission: 'admin' });
  assert.equal((await permission()).permission, 'admin');
  await world.api('DELETE', `${path}/viewer`);
  assert.equal((await permission()).permission, 'read');
  const stranger = await world.api('GET', `${path}/nobody/permission`);
  assert.equal(stranger.status, 404);
});

test('a pull request waits for its review and its check', async () => {
  const name = await world.repository();
  const path = `/repos/acme/${name}`;
  await world.make('PUT', `${path}/branches/main/protection`, {
    required_status_checks: { strict: false, contexts: ['ci'] },
    enforce_admins: true,
    required_pull_request_reviews: { required_approving_review_count: 1 },
    restrictions: null,
  });
  const { object } = await world.make('GET', `${path}/git/ref/heads/main`);
  await world.make('POST', `${path}/git/refs`, {
    ref: 'refs/heads/next',
    sha: object.sha,
  });
  await world.make('PUT', `${path}/contents/a.txt`, {
    message: 'Add a',
    content: base64('a'),
    branch: 'next',
  });
  await world.make('POST', `${path}/pulls`, {
    title: 'Next',
    head: 'next',
    base: 'main',
  });
  const merge = async () => world.api('PUT', `${path}/pulls/1/merge`, {});
  const first = await merge();
  assert.equal(first.status, 405);
  assert.equal(
    first.body.message,
    'At least 1 approving review is required by reviewers with write access.',
  );
  const own = await world.api('POST', `${path}/pulls/1/reviews`, {
    event: 'APPROVE',
  });
  assert.equal(own.status, 422);
  const review = await world.api(
    'POST',
    `${path}/pulls/1/reviews`,
    { event: 'APPROVE' },
    { token: world.tokenOf('platform-owner') },
  );
  assert.equal(review.body.state, 'APPROVED');
  assert.equal(
    (await merge()).body.message,
    'Required status check "ci" is expected.',
  );
});

for (const [name, jwt, message] of [
  [
    'an expired JWT',
    () => signAppJwt(world.appKey, 1, { expiresAt: 1_000 }),
    /'Expiration time' claim/,
  ],
  [
    'a JWT for too long',
    () => signAppJwt(world.appKey, 1, { expiresAt: 9_999_999_999 }),
    /too far in the future/,
  ],
  ['a JWT of nobody', () => signAppJwt(world.appKey, 99), /'Issuer' claim/],
  [
    'a JWT that another key has signed',
    () => signAppJwt(newAppKey(), 1),
    /could not be decoded/,
  ],
] as const) {
  test(`an App is refused with ${name}`, async () => {
    const { status, body } = await world.api('GET', '/app', undefined, {
      token: jwt(),
    });
    assert.equal(status, 401);
    assert.match(body.message, message);
  });
}

test('an installation token reaches what was asked for and no more', async () => {
  const [one, other] = [await world.repository(), await world.repository()];
  const { body } = await world.api(
    'POST',
    '/app/installations/1/access_tokens',
    { repositories: [one], permissions: { contents: 'read' } },
    { token: signAppJwt(world.appKey, 1) },
  );
  const ask = async (method: string, path: string, given?: unknown) =>
    (await world.api(method, path, given, { token: body.token })).status;
  assert.equal(await ask('GET', `/repos/acme/${one}/contents/README.md`), 200);
  assert.equal(await ask('GET', `/repos/acme/${other}`), 404);
  assert.equal(
    await ask('PUT', `/repos/acme/${one}/contents/x`, {
      message: 'x',
      content: base64('x'),
    }),
    403,
  );
  assert.equal(await ask('DELETE', '/installation/token'), 204);
  assert.equal(await ask('GET', `/repos/acme/${one}`), 401);
});

test('a repository takes its hooks with it, whoever removes it', async () => {
  const name = await world.repository();
  await world.make('POST', `/repos/acme/${name}/hooks`, {
    config: { url: 'http://127.0.0.1:1/' },
  });
  const { context } = world.forge;
  const project = context.access.lookUpProject(`acme/${name}`)!;
  await forgetProject(context, project);
  assert.deepEqual(
    world.github.context.records.hooks.filter(
      hook => hook.projectId === project.id,
    ),
    [],
  );
});
