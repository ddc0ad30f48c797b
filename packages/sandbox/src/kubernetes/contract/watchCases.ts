import assert from 'node:assert/strict';
import type { ContractCase, ContractClient } from './ContractClient.ts';
import {
  configMap,
  expectFailure,
  expectStatus,
  inNamespace,
} from './helpers.ts';

interface Line {
  type: string;
  object: any;
}

/** What a watch said until its time was up. */
async function watch(
  client: ContractClient,
  path: string,
  query: string,
): Promise<Line[]> {
  const { body } = expectStatus(
    await client.request('GET', `${path}?watch=true&${query}`),
    200,
  );
  // One line is one document, and has been read already.
  return typeof body === 'string'
    ? body
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
    : [body];
}

const seen = (lines: Line[]) =>
  lines
    .map(({ type, object }) => [type, object.metadata.name].join(' ').trim())
    .filter(line => !line.includes('kube-root-ca.crt'));

async function createTwo(client: ContractClient, namespace: string) {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  for (const name of ['a', 'b']) {
    await client.request('POST', path, { body: configMap(name) });
  }
  const { body } = expectStatus(await client.request('GET', path), 200);
  return { path, resourceVersion: String(body.metadata.resourceVersion) };
}

const endOfInitial = { 'k8s.io/initial-events-end': 'true' };

/** What a watch begins with, what it is told when nothing happens, and when it is refused. */
export const watchCases: ContractCase[] = [
  {
    name: 'a watch from resourceVersion 0, or from none, begins with what there is',
    run: client =>
      inNamespace(client, async namespace => {
        const { path } = await createTwo(client, namespace);
        for (const query of ['', 'resourceVersion=0']) {
          assert.deepEqual(
            seen(await watch(client, path, `timeoutSeconds=1&${query}`)),
            ['ADDED a', 'ADDED b'],
          );
        }
      }),
  },
  {
    name: 'a watch that allows bookmarks is told where it is before it ends, by the kind and the resourceVersion alone',
    run: client =>
      inNamespace(client, async namespace => {
        const { path, resourceVersion } = await createTwo(client, namespace);
        const lines = await watch(
          client,
          path,
          `timeoutSeconds=3&allowWatchBookmarks=true&resourceVersion=${resourceVersion}`,
        );
        const bookmark = lines.find(({ type }) => type === 'BOOKMARK');
        assert.ok(bookmark, 'there was no bookmark');
        const { resourceVersion: reached, ...rest } = bookmark.object.metadata;
        assert.ok(Number(reached) >= Number(resourceVersion));
        assert.deepEqual(rest, {});
        assert.equal(bookmark.object.kind, 'ConfigMap');
        assert.equal(bookmark.object.apiVersion, 'v1');
      }),
  },
  {
    name: 'a watch that does not allow bookmarks gets none',
    run: client =>
      inNamespace(client, async namespace => {
        const { path, resourceVersion } = await createTwo(client, namespace);
        assert.deepEqual(
          await watch(
            client,
            path,
            `timeoutSeconds=3&resourceVersion=${resourceVersion}`,
          ),
          [],
        );
      }),
  },
  {
    name: 'the end of the initial events is marked by a bookmark',
    run: client =>
      inNamespace(client, async namespace => {
        const { path } = await createTwo(client, namespace);
        const lines = await watch(
          client,
          path,
          'timeoutSeconds=2&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
        );
        assert.deepEqual(seen(lines).slice(0, 3), [
          'ADDED a',
          'ADDED b',
          'BOOKMARK',
        ]);
        const [marker] = lines.filter(({ type }) => type === 'BOOKMARK');
        assert.deepEqual(marker.object.metadata.annotations, endOfInitial);
      }),
  },
  {
    name: 'without bookmarks the initial events have no end, and they can be left out',
    run: client =>
      inNamespace(client, async namespace => {
        const { path } = await createTwo(client, namespace);
        const match = 'timeoutSeconds=1&resourceVersionMatch=NotOlderThan';
        assert.deepEqual(
          seen(await watch(client, path, `${match}&sendInitialEvents=true`)),
          ['ADDED a', 'ADDED b'],
        );
        assert.deepEqual(
          await watch(client, path, `${match}&sendInitialEvents=false`),
          [],
        );
      }),
  },
  {
    name: 'a watch of a kind from before it was defined is too old: 410 in the stream, which ends',
    needs: 'argo-crds',
    run: async client => {
      const lines = await watch(
        client,
        '/apis/argoproj.io/v1alpha1/rollouts',
        'resourceVersion=1&timeoutSeconds=30',
      );
      assert.equal(lines.length, 1);
      const [{ type, object }] = lines;
      assert.equal(type, 'ERROR');
      const { message, ...status } = object;
      assert.deepEqual(status, {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        reason: 'Expired',
        code: 410,
      });
      assert.match(message, /^too old resource version: 1 \(\d+\)$/);
    },
  },
  {
    name: 'a watch from a resourceVersion that is yet to come waits',
    run: client =>
      inNamespace(client, async namespace => {
        const { path } = await createTwo(client, namespace);
        assert.deepEqual(
          await watch(
            client,
            path,
            'resourceVersion=99999999&timeoutSeconds=1',
          ),
          [],
        );
      }),
  },
  {
    name: 'a watch from a resourceVersion that is none is an error of the server',
    run: async client => {
      const { status, body } = await client.request(
        'GET',
        '/api/v1/namespaces/default/configmaps?watch=true&resourceVersion=abc',
      );
      assert.equal(status, 500);
      assert.equal(
        body.message,
        'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      );
      assert.equal(body.reason, undefined);
    },
  },
  {
    name: 'a watch with a selector that is none is refused before it begins',
    run: async client => {
      expectFailure(
        await client.request(
          'GET',
          '/api/v1/namespaces/default/configmaps?watch=true&fieldSelector=metadata.name',
        ),
        {
          code: 400,
          reason: 'BadRequest',
          message:
            "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
        },
      );
    },
  },
  {
    name: 'a watch of one object by its name tells of that one only',
    run: client =>
      inNamespace(client, async namespace => {
        const { path } = await createTwo(client, namespace);
        assert.deepEqual(
          seen(
            await watch(
              client,
              path,
              'timeoutSeconds=1&fieldSelector=metadata.name%3Db',
            ),
          ),
          ['ADDED b'],
        );
      }),
  },
];
