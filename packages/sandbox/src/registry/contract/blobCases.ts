import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { digestOf } from '../digests.ts';
import type { RegistryCase } from './RegistryCase.ts';
import { expectError, fresh, nothing } from './expectError.ts';
import type { RegistryClient } from './RegistryClient.ts';

/** Where the next part of an upload goes. */
function locationOf(client: RegistryClient, response: Response): string {
  return new URL(response.headers.get('location')!, client.url).href;
}

function withDigest(location: string, digest: string): string {
  const url = new URL(location);
  url.searchParams.set('digest', digest);
  return url.href;
}

async function startUpload(client: RegistryClient, repository: string) {
  const start = await client.call('POST', `/v2/${repository}/blobs/uploads/`);
  assert.equal(start.status, 202);
  return { start, location: locationOf(client, start) };
}

const octets = { 'content-type': 'application/octet-stream' };

/** Blobs and their uploads. */
export const blobCases: RegistryCase[] = [
  {
    name: 'an upload begins with a place to go on and nothing received',
    run: async client => {
      const { start } = await startUpload(client, fresh());
      assert.match(start.headers.get('docker-upload-uuid') ?? '', /^[-\w]+$/);
      assert.equal(start.headers.get('range'), '0-0');
      assert.equal(start.headers.get('content-length'), '0');
    },
  },
  {
    name: 'a blob comes in parts, and each says how far it has come',
    run: async client => {
      const repository = fresh();
      const { location } = await startUpload(client, repository);
      const first = await client.call('PATCH', location, {
        body: 'first ',
        headers: { ...octets, 'content-range': '0-5' },
      });
      assert.equal(first.status, 202);
      assert.equal(first.headers.get('range'), '0-5');
      const next = locationOf(client, first);
      const asked = await client.call('GET', next);
      assert.equal(asked.status, 204);
      assert.equal(asked.headers.get('range'), '0-5');
      const digest = digestOf(Buffer.from('first second'));
      const end = await client.call('PUT', withDigest(next, digest), {
        body: 'second',
      });
      assert.equal(end.status, 201);
      assert.equal(end.headers.get('docker-content-digest'), digest);
      assert.equal(
        new URL(end.headers.get('location')!, client.url).pathname,
        `/v2/${repository}/blobs/${digest}`,
      );
      const pulled = await client.call(
        'GET',
        `/v2/${repository}/blobs/${digest}`,
        { as: 'puller' },
      );
      assert.equal(await pulled.text(), 'first second');
    },
  },
  {
    name: 'a part of another type than bytes is an unknown error',
    run: async client => {
      const { location } = await startUpload(client, fresh());
      await expectError(
        await client.call('PATCH', location, {
          body: 'x',
          headers: { 'content-type': 'text/plain' },
        }),
        500,
        { code: 'UNKNOWN' },
      );
    },
  },
  {
    name: 'a part that does not follow the one before, or is not as long as it says, is refused',
    run: async client => {
      const { location } = await startUpload(client, fresh());
      const gap = await client.call('PATCH', location, {
        body: 'x',
        headers: { ...octets, 'content-range': '9-9' },
      });
      await expectError(gap, 416, {
        code: 'RANGE_INVALID',
        message: 'invalid content range',
      });
      const short = await client.call('PATCH', location, {
        body: 'x',
        headers: { ...octets, 'content-range': '0-5' },
      });
      await expectError(short, 400, { code: 'SIZE_INVALID' });
    },
  },
  {
    name: 'an upload that has ended, or was given up, is BLOB_UPLOAD_UNKNOWN',
    run: async client => {
      const { location } = await startUpload(client, fresh());
      assert.equal((await client.call('DELETE', location)).status, 204);
      await expectError(await client.call('GET', location), 404, {
        code: 'BLOB_UPLOAD_UNKNOWN',
      });
      const other = await startUpload(client, fresh());
      const digest = digestOf(Buffer.from('whole'));
      await client.call('PUT', withDigest(other.location, digest), {
        body: 'whole',
      });
      await expectError(await client.call('GET', other.location), 404, {
        code: 'BLOB_UPLOAD_UNKNOWN',
      });
    },
  },
  {
    name: 'a blob with another digest than announced is DIGEST_INVALID and not kept',
    run: async client => {
      const repository = fresh();
      const { location } = await startUpload(client, repository);
      await expectError(
        await client.call('PUT', withDigest(location, nothing), {
          body: 'something else',
        }),
        400,
        { code: 'DIGEST_INVALID' },
      );
      const head = await client.call(
        'HEAD',
        `/v2/${repository}/blobs/${nothing}`,
      );
      assert.equal(head.status, 404);
    },
  },
  {
    name: 'the end of an upload names its digest',
    run: async client => {
      const { location } = await startUpload(client, fresh());
      await expectError(
        await client.call('PUT', location, { body: 'x' }),
        400,
        { code: 'DIGEST_INVALID', detail: 'digest missing' },
      );
    },
  },
  {
    name: 'a blob that is not there is BLOB_UNKNOWN and names itself',
    run: async client => {
      const repository = fresh();
      await client.pushImage(repository, '1');
      await expectError(
        await client.call('GET', `/v2/${repository}/blobs/${nothing}`),
        404,
        {
          code: 'BLOB_UNKNOWN',
          message: 'blob unknown to registry',
          detail: nothing,
        },
      );
    },
  },
  {
    name: 'a blob says its size and digest',
    run: async client => {
      const repository = fresh();
      const { layer } = await client.pushImage(repository, '1');
      const head = await client.call(
        'HEAD',
        `/v2/${repository}/blobs/${layer}`,
      );
      assert.equal(head.status, 200);
      assert.equal(head.headers.get('content-length'), '10');
      assert.equal(head.headers.get('docker-content-digest'), layer);
    },
  },
  {
    name: 'a part of a blob is sent to who asks for a part',
    run: async client => {
      const repository = fresh();
      const { layer } = await client.pushImage(repository, '1');
      const part = await client.call(
        'GET',
        `/v2/${repository}/blobs/${layer}`,
        { headers: { range: 'bytes=0-4' } },
      );
      assert.equal(part.status, 206);
      assert.equal(part.headers.get('content-range'), 'bytes 0-4/10');
      assert.equal(await part.text(), 'layer');
    },
  },
  {
    name: 'a blob is mounted from a repository that may be read, and is not asked for from another',
    run: async client => {
      const from = fresh();
      const to = fresh();
      const digest = await client.pushBlob(from, randomBytes(16));
      const path = `/v2/${to}/blobs/uploads/?mount=${digest}&from=${from}`;
      const blind = await client.call('POST', path);
      const told = blind.headers.get('www-authenticate') ?? '';
      assert.match(told, new RegExp(`repository:${from}:pull\\b`));
      await expectError(blind, 401, { code: 'UNAUTHORIZED' });
      const scope = `repository:${to}:pull,push repository:${from}:pull`;
      const mounted = await client.call('POST', path, { scope });
      assert.equal(mounted.status, 201);
      assert.equal(mounted.headers.get('docker-content-digest'), digest);
      const absent = await client.call('POST', path.replace(digest, nothing), {
        scope,
      });
      assert.equal(absent.status, 202);
    },
  },
  {
    name: 'a name with capitals is no repository',
    run: async client => {
      const response = await client.call('GET', '/v2/acme/App/manifests/1');
      assert.equal(response.status, 404);
      await response.arrayBuffer();
    },
  },
];
