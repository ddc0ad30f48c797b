import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digestOf } from './digests.ts';
import { mediaTypes } from './readManifest.ts';
import { startTestRegistry } from './testUtils.ts';
import type { TestRegistry } from './testUtils.ts';

let world: TestRegistry;

before(async () => {
  world = await startTestRegistry();
});
after(() => world.stop());

async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { errors: Array<{ code: string }> };
  return body.errors[0].code;
}

async function pushImage(repository: string, tag: string): Promise<Buffer> {
  const config = Buffer.from(JSON.stringify({ tag }));
  const layer = Buffer.from(`layer of ${tag}`);
  const manifest = Buffer.from(
    JSON.stringify(
      {
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        config: {
          mediaType: 'application/vnd.oci.image.config.v1+json',
          digest: await world.pushBlob(repository, config),
          size: config.length,
        },
        layers: [
          {
            mediaType: 'application/vnd.oci.image.layer.v1.tar',
            digest: await world.pushBlob(repository, layer),
            size: layer.length,
          },
        ],
      },
      // Spaces and all: the digest is of the bytes as they came.
      undefined,
      3,
    ),
  );
  const answer = await world.call('PUT', `/v2/${repository}/manifests/${tag}`, {
    body: manifest,
    headers: { 'content-type': mediaTypes.ociManifest },
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('docker-content-digest'), digestOf(manifest));
  return manifest;
}

test('without a token the base and a repository answer 401 with a challenge', async () => {
  const base = await fetch(`${world.url}/v2/`);
  assert.equal(base.status, 401);
  assert.equal(
    base.headers.get('docker-distribution-api-version'),
    'registry/2.0',
  );
  assert.equal(
    base.headers.get('www-authenticate'),
    `Bearer realm="${world.url}/jwt/auth",service="container_registry"`,
  );
  assert.equal(await codeOf(base), 'UNAUTHORIZED');
  const manifest = await fetch(`${world.url}/v2/acme/app/manifests/1`);
  assert.match(
    manifest.headers.get('www-authenticate')!,
    /scope="repository:acme\/app:pull"/,
  );
});

test('a login is a token without a scope: right credentials get one, wrong ones 401', async () => {
  assert.equal((await world.token(undefined, 'puller')).status, 200);
  const wrong = await world.token(undefined, 'puller', 'wrong');
  assert.equal(wrong.status, 401);
  assert.equal(await codeOf(wrong), 'UNAUTHORIZED');
});

test('nobody gets a token for what is private, everybody one for what is public', async () => {
  const denied = await world.token('repository:acme/app:pull');
  assert.equal(denied.status, 403);
  assert.equal(await codeOf(denied), 'DENIED');
  assert.equal((await world.token('repository:public/app:pull')).status, 200);
});

test('an image is pushed, and pulled by tag and by digest as the same bytes', async () => {
  const manifest = await pushImage('acme/app', '1');
  const digest = digestOf(manifest);
  for (const reference of ['1', digest]) {
    const path = `/v2/acme/app/manifests/${reference}`;
    const head = await world.call('HEAD', path, { as: 'puller' });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-type'), mediaTypes.ociManifest);
    assert.equal(head.headers.get('content-length'), String(manifest.length));
    const got = await world.call('GET', path, { as: 'puller' });
    assert.equal(got.headers.get('docker-content-digest'), digest);
    assert.deepEqual(Buffer.from(await got.arrayBuffer()), manifest);
  }
  const layer = digestOf(Buffer.from('layer of 1'));
  const blob = await world.call('GET', `/v2/acme/app/blobs/${layer}`, {
    as: 'puller',
  });
  assert.equal(await blob.text(), 'layer of 1');
});

test('a blob comes in parts, and a part that does not follow is refused', async () => {
  const start = await world.call('POST', '/v2/acme/app/blobs/uploads/');
  assert.equal(start.status, 202);
  assert.ok(start.headers.get('docker-upload-uuid'));
  const location = start.headers.get('location')!;
  const first = await world.call('PATCH', location, {
    body: 'first ',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': '0-5',
    },
  });
  assert.equal(first.status, 202);
  assert.equal(first.headers.get('range'), '0-5');
  const gap = await world.call('PATCH', location, {
    body: 'x',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': '9-9',
    },
  });
  assert.equal(gap.status, 416);
  const digest = digestOf(Buffer.from('first second'));
  const end = await world.call('PUT', `${location}?digest=${digest}`, {
    body: 'second',
  });
  assert.equal(end.status, 201);
  assert.equal(end.headers.get('docker-content-digest'), digest);
  const gone = await world.call('GET', location);
  assert.equal(await codeOf(gone), 'BLOB_UPLOAD_UNKNOWN');
});

test('a blob with another digest than announced is refused', async () => {
  const wrong = digestOf(Buffer.from('something else'));
  const answer = await world.call(
    'POST',
    `/v2/acme/app/blobs/uploads/?digest=${wrong}`,
    { body: 'this' },
  );
  assert.equal(answer.status, 400);
  assert.equal(await codeOf(answer), 'DIGEST_INVALID');
  const head = await world.call('HEAD', `/v2/acme/app/blobs/${wrong}`);
  assert.equal(head.status, 404);
});

test('a blob is mounted from a repository that may be read, and uploaded otherwise', async () => {
  const digest = await world.pushBlob('acme/app', Buffer.from('shared'));
  const scope = 'repository:acme/other:pull,push repository:acme/app:pull';
  const path = `/v2/acme/other/blobs/uploads/?mount=${digest}&from=acme/app`;
  assert.equal((await world.call('POST', path, { scope })).status, 201);
  const absent = digestOf(Buffer.from('absent'));
  const blind = path.replace(digest, absent);
  assert.equal((await world.call('POST', blind, { scope })).status, 202);
});

const failures: Array<{
  rule: string;
  method: string;
  path: string;
  as?: string;
  scope?: string;
  body?: string;
  type?: string;
  status: number;
  code: string;
}> = [
  {
    rule: 'a token for pulling does not push',
    method: 'PUT',
    path: '/v2/acme/app/manifests/2',
    as: 'puller',
    body: '{}',
    status: 401,
    code: 'UNAUTHORIZED',
  },
  {
    rule: 'a token of another repository is not good for this one',
    method: 'GET',
    path: '/v2/acme/app/manifests/1',
    scope: 'repository:acme/other:pull',
    status: 401,
    code: 'UNAUTHORIZED',
  },
  {
    rule: 'an unknown tag is an unknown manifest',
    method: 'GET',
    path: '/v2/acme/app/manifests/none',
    status: 404,
    code: 'MANIFEST_UNKNOWN',
  },
  {
    rule: 'an unknown repository is an unknown name',
    method: 'GET',
    path: '/v2/acme/nowhere/tags/list',
    status: 404,
    code: 'NAME_UNKNOWN',
  },
  {
    rule: 'what is no manifest is refused',
    method: 'PUT',
    path: '/v2/acme/app/manifests/2',
    body: 'no',
    status: 400,
    code: 'MANIFEST_INVALID',
  },
  {
    rule: 'a manifest of blobs that are not there is refused',
    method: 'PUT',
    path: '/v2/acme/app/manifests/2',
    body: JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config: { digest: digestOf(Buffer.from('absent')), size: 1 },
      layers: [],
    }),
    status: 400,
    code: 'MANIFEST_BLOB_UNKNOWN',
  },
  {
    rule: 'an unknown blob is said to be one',
    method: 'GET',
    path: `/v2/acme/app/blobs/${digestOf(Buffer.from('absent'))}`,
    status: 404,
    code: 'BLOB_UNKNOWN',
  },
  {
    rule: 'the catalog is nobody’s',
    method: 'GET',
    path: '/v2/_catalog',
    scope: 'registry:catalog:*',
    status: 401,
    code: 'UNAUTHORIZED',
  },
];

for (const { rule, method, path, status, code, type, ...rest } of failures) {
  test(rule, async () => {
    const answer = await world.call(method, path, {
      ...rest,
      headers:
        method === 'PUT'
          ? { 'content-type': type ?? mediaTypes.ociManifest }
          : {},
    });
    assert.equal(answer.status, status);
    assert.equal(await codeOf(answer), code);
    if (status === 401) {
      assert.match(
        answer.headers.get('www-authenticate')!,
        /error="insufficient_scope"/,
      );
    }
  });
}

test('a token is good for five minutes, and a forged one never', async () => {
  const answer = await world.token('repository:acme/app:pull', 'puller');
  const { token, expires_in: lifetime } = (await answer.json()) as any;
  assert.equal(lifetime, 300);
  const ask = (bearer: string) =>
    fetch(`${world.url}/v2/`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
  assert.equal((await ask(token)).status, 200);
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  claims.access[0].actions = ['push'];
  const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
  assert.equal((await ask(`${header}.${forged}.${signature}`)).status, 401);
  world.clock.setSpeed(1000);
  await world.clock.sleep(301_000);
  world.clock.setSpeed(1);
  const late = await ask(token);
  assert.equal(late.status, 401);
  assert.match(late.headers.get('www-authenticate')!, /error="invalid_token"/);
});

test('tags are listed in order, by pages that follow each other', async () => {
  for (const tag of ['c', 'a', 'b']) {
    await pushImage('acme/paged', tag);
  }
  const first = await world.call('GET', '/v2/acme/paged/tags/list?n=2');
  assert.deepEqual(await first.json(), {
    name: 'acme/paged',
    tags: ['a', 'b'],
  });
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1];
  const second = await world.call('GET', next);
  assert.deepEqual(await second.json(), { name: 'acme/paged', tags: ['c'] });
  assert.equal(second.headers.get('link'), null);
  const bad = await world.call('GET', '/v2/acme/paged/tags/list?n=x');
  assert.equal(await codeOf(bad), 'PAGINATION_NUMBER_INVALID');
});

test('deleting a tag leaves the manifest, deleting the manifest takes its tags', async () => {
  const manifest = await pushImage('acme/deleted', 'one');
  const path = '/v2/acme/deleted/manifests';
  const digest = digestOf(manifest);
  assert.equal((await world.call('DELETE', `${path}/one`)).status, 202);
  assert.equal((await world.call('HEAD', `${path}/one`)).status, 404);
  assert.equal((await world.call('HEAD', `${path}/${digest}`)).status, 200);
  await pushImage('acme/deleted', 'one');
  assert.equal((await world.call('DELETE', `${path}/${digest}`)).status, 202);
  assert.equal((await world.call('HEAD', `${path}/one`)).status, 404);
});

test('a pull is answered by credentials, host and what is there', async () => {
  await pushImage('acme/pulled', '1');
  const right = { username: 'puller', password: 'right' };
  const cases = [
    [`${world.host}/acme/pulled:1`, right, 'ok'],
    [`${world.host}/acme/pulled:2`, right, 'not-found'],
    [`${world.host}/acme/never:1`, right, 'not-found'],
    [`${world.host}/acme/pulled:1`, undefined, 'unauthorized'],
    [
      `${world.host}/acme/pulled:1`,
      { ...right, password: 'wrong' },
      'unauthorized',
    ],
    ['other.example/acme/pulled:1', right, 'unknown-host'],
    ['nginx:1.27', undefined, 'unknown-host'],
  ] as const;
  for (const [image, credentials, answer] of cases) {
    const got = await world.registry.canPull(image, credentials);
    assert.equal(got, answer, image);
  }
});

test('a simulated image is pushed with the job’s credentials and says what it is', async () => {
  const image = {
    repository: 'acme/built',
    tag: '1a2b3c4d-7',
    labels: { 'org.opencontainers.image.revision': '1a2b3c4d' },
  };
  await assert.rejects(
    world.registry.pushSimulatedImage({
      ...image,
      credentials: { username: 'puller', password: 'right' },
    }),
    /denied: requested access to acme\/built is denied/,
  );
  const { digest } = await world.registry.pushSimulatedImage({
    ...image,
    credentials: { username: 'pusher', password: 'right' },
  });
  const manifest = (await (
    await world.call('GET', `/v2/acme/built/manifests/${digest}`)
  ).json()) as any;
  const config = (await (
    await world.call('GET', `/v2/acme/built/blobs/${manifest.config.digest}`)
  ).json()) as any;
  assert.deepEqual(config.config.Labels, {
    'org.opencontainers.image.revision': '1a2b3c4d',
    'dev.slipway.simulated': 'true',
  });
});
