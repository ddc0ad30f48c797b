import assert from 'node:assert/strict';
import { mediaTypes } from '../readManifest.ts';
import { expectError, fresh, nothing } from './expectError.ts';
import type { RegistryCase } from './RegistryCase.ts';
import type { RegistryClient } from './RegistryClient.ts';

/** Manifests and tags. */
export const manifestCases: RegistryCase[] = [
  {
    name: 'an image is pulled by its tag and by its digest as the same bytes',
    run: async client => {
      const repository = fresh();
      const { manifest, digest } = await client.pushImage(repository, '1');
      for (const reference of ['1', digest]) {
        for (const method of ['HEAD', 'GET']) {
          const response = await client.call(
            method,
            `/v2/${repository}/manifests/${reference}`,
            { as: 'puller', headers: { accept: mediaTypes.ociManifest } },
          );
          assert.equal(response.status, 200);
          const told = Object.fromEntries(response.headers);
          assert.equal(told['content-type'], mediaTypes.ociManifest);
          assert.equal(told['content-length'], String(manifest.length));
          assert.equal(told['docker-content-digest'], digest);
          assert.equal(told.etag, `"${digest}"`);
          const bytes = Buffer.from(await response.arrayBuffer());
          assert.deepEqual(bytes, method === 'GET' ? manifest : Buffer.of());
        }
      }
    },
  },
  {
    name: 'a manifest that the client has already is not sent again',
    run: async client => {
      const repository = fresh();
      const { digest } = await client.pushImage(repository, '1');
      const response = await client.call(
        'GET',
        `/v2/${repository}/manifests/1`,
        {
          headers: {
            accept: mediaTypes.ociManifest,
            'if-none-match': `"${digest}"`,
          },
        },
      );
      assert.equal(response.status, 304);
    },
  },
  {
    name: 'an OCI manifest is not there for a client that does not accept one',
    run: async client => {
      const repository = fresh();
      await client.pushImage(repository, '1');
      await expectError(
        await client.call('GET', `/v2/${repository}/manifests/1`),
        404,
        {
          code: 'MANIFEST_UNKNOWN',
          message:
            'OCI manifest found, but accept header does not support OCI manifests',
        },
      );
    },
  },
  {
    name: 'a tag that is not there is MANIFEST_UNKNOWN',
    run: async client => {
      const repository = fresh();
      await client.pushImage(repository, '1');
      const response = await client.call(
        'GET',
        `/v2/${repository}/manifests/2`,
        { as: 'puller' },
      );
      await expectError(response, 404, {
        code: 'MANIFEST_UNKNOWN',
        message: 'manifest unknown',
      });
      const head = await client.call('HEAD', `/v2/${repository}/manifests/2`, {
        as: 'puller',
      });
      assert.equal(head.status, 404);
    },
  },
  {
    name: 'a digest that is not there is MANIFEST_UNKNOWN',
    run: async client => {
      const repository = fresh();
      await client.pushImage(repository, '1');
      await expectError(
        await client.call('GET', `/v2/${repository}/manifests/${nothing}`),
        404,
        { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' },
      );
    },
  },
  {
    name: 'a manifest of a repository that nobody has used is MANIFEST_UNKNOWN, too',
    run: async client => {
      await expectError(
        await client.call('GET', `/v2/${fresh()}/manifests/1`),
        404,
        { code: 'MANIFEST_UNKNOWN' },
      );
    },
  },
  {
    name: 'pushing a tag anew moves it; the one before stays under its digest',
    run: async client => {
      const repository = fresh();
      const first = await client.pushImage(repository, '1');
      const second = await client.pushImage(repository, '2');
      const moved = await client.call('PUT', `/v2/${repository}/manifests/1`, {
        body: second.manifest,
        headers: { 'content-type': mediaTypes.ociManifest },
      });
      assert.equal(moved.status, 201);
      assert.equal(moved.headers.get('docker-content-digest'), second.digest);
      assert.equal(
        new URL(moved.headers.get('location')!, client.url).pathname,
        `/v2/${repository}/manifests/${second.digest}`,
      );
      const old = await client.call(
        'HEAD',
        `/v2/${repository}/manifests/${first.digest}`,
        { headers: { accept: mediaTypes.ociManifest } },
      );
      assert.equal(old.status, 200);
    },
  },
  {
    name: 'a manifest whose layer nobody has pushed is refused, with the digest',
    run: async client => {
      const repository = fresh();
      const { manifest } = await client.pushImage(repository, '1');
      const parsed = JSON.parse(manifest.toString('utf8'));
      parsed.layers[0].digest = nothing;
      const response = await client.call(
        'PUT',
        `/v2/${repository}/manifests/2`,
        {
          body: JSON.stringify(parsed),
          headers: { 'content-type': mediaTypes.ociManifest },
        },
      );
      assert.equal(response.status, 400);
      const body = (await response.json()) as any;
      assert.equal(body.errors[0].code, 'MANIFEST_BLOB_UNKNOWN');
      assert.equal(body.errors[0].detail, nothing);
    },
  },
  {
    name: 'a manifest that is none is MANIFEST_INVALID',
    run: async client => {
      await expectError(
        await client.call('PUT', `/v2/${fresh()}/manifests/1`, {
          body: 'not a manifest',
          headers: { 'content-type': mediaTypes.ociManifest },
        }),
        400,
        { code: 'MANIFEST_INVALID' },
      );
    },
  },
  {
    name: 'a manifest under another digest than its own is DIGEST_INVALID',
    run: async client => {
      const repository = fresh();
      const { manifest } = await client.pushImage(repository, '1');
      await expectError(
        await client.call('PUT', `/v2/${repository}/manifests/${nothing}`, {
          body: manifest,
          headers: { 'content-type': mediaTypes.ociManifest },
        }),
        400,
        { code: 'DIGEST_INVALID' },
      );
    },
  },
  {
    name: 'a manifest that is deleted by its digest takes its tags with it',
    run: async client => {
      const repository = fresh();
      const { digest } = await client.pushImage(repository, '1');
      const path = `/v2/${repository}/manifests/${digest}`;
      assert.equal((await client.call('DELETE', path)).status, 202);
      await expectError(
        await client.call('GET', `/v2/${repository}/manifests/1`),
        404,
        { code: 'MANIFEST_UNKNOWN' },
      );
      await expectError(await client.call('DELETE', path), 404, {
        code: 'MANIFEST_UNKNOWN',
      });
    },
  },
  {
    name: 'a method that there is not for a manifest is refused',
    run: async client => {
      const response = await client.call('PATCH', '/v2/acme/app/manifests/1');
      assert.equal(response.status, 405);
      await response.arrayBuffer();
    },
  },
];

const listTags = (client: RegistryClient, repository: string, query = '') =>
  client.call('GET', `/v2/${repository}/tags/list${query}`);

/** Lists of tags. */
export const tagCases: RegistryCase[] = [
  {
    name: 'tags are listed in the order of the alphabet, page by page',
    run: async client => {
      const repository = fresh();
      for (const tag of ['b', 'c', 'a']) {
        await client.pushImage(repository, tag);
      }
      const all = await listTags(client, repository);
      assert.equal(all.headers.get('link'), null);
      assert.deepEqual(await all.json(), {
        name: repository,
        tags: ['a', 'b', 'c'],
      });
      const first = await listTags(client, repository, '?n=2');
      assert.deepEqual(((await first.json()) as any).tags, ['a', 'b']);
      const link = /^<([^>]+)>; rel="next"$/.exec(
        first.headers.get('link') ?? '',
      );
      assert.ok(link, 'there is no next page');
      const { pathname, searchParams } = new URL(link[1], client.url);
      assert.equal(pathname, `/v2/${repository}/tags/list`);
      assert.deepEqual(Object.fromEntries(searchParams), {
        last: 'b',
        n: '2',
      });
      const second = await client.call('GET', link[1]);
      assert.deepEqual(((await second.json()) as any).tags, ['c']);
      assert.equal(second.headers.get('link'), null);
    },
  },
  {
    name: 'the tags of a repository that nobody has used are NAME_UNKNOWN',
    run: async client => {
      const repository = fresh();
      await expectError(await listTags(client, repository), 404, {
        code: 'NAME_UNKNOWN',
        message: 'repository name not known to registry',
        detail: { name: repository },
      });
    },
  },
  {
    name: 'a page of less than nothing is refused',
    run: async client => {
      const repository = fresh();
      await client.pushImage(repository, '1');
      for (const [n, detail] of [
        ['-1', -1],
        ['x', 0],
      ] as const) {
        await expectError(await listTags(client, repository, `?n=${n}`), 400, {
          code: 'PAGINATION_NUMBER_INVALID',
          detail: { n: detail },
        });
      }
    },
  },
  {
    name: 'a page of nothing is empty, and there is no next one',
    run: async client => {
      const repository = fresh();
      await client.pushImage(repository, '1');
      const response = await listTags(client, repository, '?n=0');
      assert.equal(response.headers.get('link'), null);
      assert.deepEqual(await response.json(), { name: repository, tags: [] });
    },
  },
];
