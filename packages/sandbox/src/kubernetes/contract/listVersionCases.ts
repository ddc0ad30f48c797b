import assert from 'node:assert/strict';
import type { ContractCase, ContractClient } from './ContractClient.ts';
import {
  configMap,
  expectFailure,
  expectStatus,
  inNamespace,
  mergePatch,
} from './helpers.ts';

/** Three ConfigMaps, a list of them, and what was done to them after that. */
async function changeAfterList(client: ContractClient, namespace: string) {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  for (const name of ['a', 'b', 'c']) {
    expectStatus(
      await client.request('POST', path, {
        body: configMap(name, { key: 'old' }),
      }),
      201,
    );
  }
  const { body } = expectStatus(await client.request('GET', path), 200);
  await client.request('PATCH', `${path}/a`, {
    headers: mergePatch,
    body: { data: { key: 'new' } },
  });
  await client.request('DELETE', `${path}/b`);
  await client.request('POST', path, { body: configMap('d', { key: 'new' }) });
  return { path, before: String(body.metadata.resourceVersion) };
}

function read(body: any): string[] {
  return body.items
    .filter(({ metadata }: any) => metadata.name !== 'kube-root-ca.crt')
    .map(({ metadata, data }: any) => `${metadata.name} ${data.key}`);
}

const then = ['a old', 'b old', 'c old'];
const now = ['a new', 'c old', 'd new'];

/** What a list shows that names the resourceVersion of before the changes. */
const shown: Array<
  [query: (before: string) => string, items: string[], isOld: boolean]
> = [
  [() => '', now, false],
  [() => 'resourceVersion=0', now, false],
  [before => `resourceVersion=${before}`, now, false],
  [
    before => `resourceVersion=${before}&resourceVersionMatch=NotOlderThan`,
    now,
    false,
  ],
  [
    before => `resourceVersion=${before}&resourceVersionMatch=Exact`,
    then,
    true,
  ],
  // A number of objects to stop at asks for exactly that version, too.
  [before => `resourceVersion=${before}&limit=10`, then, true],
  [() => 'resourceVersion=0&limit=1', now, false],
];

const needsVersion =
  'resourceVersionMatch is forbidden unless resourceVersion is provided';

const refused: Array<[query: string, field: string, why: string]> = [
  ['resourceVersionMatch=Exact', 'resourceVersionMatch', needsVersion],
  ['resourceVersionMatch=NotOlderThan', 'resourceVersionMatch', needsVersion],
  [
    'resourceVersion=0&resourceVersionMatch=Exact',
    'resourceVersionMatch',
    'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
  ],
  [
    'sendInitialEvents=true',
    'sendInitialEvents',
    'sendInitialEvents is forbidden for list',
  ],
  [
    'watch=true&resourceVersion=1&resourceVersionMatch=NotOlderThan',
    'resourceVersionMatch',
    'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
  ],
  [
    'watch=true&sendInitialEvents=true',
    'resourceVersionMatch',
    'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
  ],
];

const path = '/api/v1/namespaces/default/configmaps';

/** Lists that say as of when. */
export const listVersionCases: ContractCase[] = [
  ...shown.map(
    ([query, items, isOld]): ContractCase => ({
      name: `a list with ${
        query('<before>') || 'no resourceVersion'
      } shows what ${isOld ? 'was then' : 'is now'}`,
      run: client =>
        inNamespace(client, async namespace => {
          const { path: list, before } = await changeAfterList(
            client,
            namespace,
          );
          const { body } = expectStatus(
            await client.request('GET', `${list}?${query(before)}`),
            200,
          );
          assert.deepEqual(read(body), items);
          assert.equal(body.metadata.resourceVersion === before, isOld);
          assert.equal(body.metadata.continue, undefined);
        }),
    }),
  ),
  {
    name: 'the pages of a list are of one moment, whatever happens meanwhile',
    run: client =>
      inNamespace(client, async namespace => {
        const { path: list, before } = await changeAfterList(client, namespace);
        const first = await client.request(
          'GET',
          `${list}?limit=1&resourceVersion=${before}`,
        );
        const { continue: token, remainingItemCount } = first.body.metadata;
        assert.ok(remainingItemCount >= 2);
        const rest = expectStatus(
          await client.request(
            'GET',
            `${list}?continue=${encodeURIComponent(token)}`,
          ),
          200,
        );
        assert.deepEqual([...read(first.body), ...read(rest.body)], then);
        assert.equal(rest.body.metadata.resourceVersion, before);
      }),
  },
  ...refused.map(
    ([query, field, why]): ContractCase => ({
      name: `${query} is Invalid: ${why}`,
      run: async client => {
        const response = await client.request('GET', `${path}?${query}`);
        expectFailure(response, {
          code: 422,
          reason: 'Invalid',
          message: `ListOptions.meta.k8s.io "" is invalid: ${field}: Forbidden: ${why}`,
        });
        assert.equal(
          response.body.details.causes[0].reason,
          'FieldValueForbidden',
        );
      },
    }),
  ),
  {
    name: 'a resourceVersionMatch that there is not is Invalid',
    run: async client => {
      expectFailure(
        await client.request(
          'GET',
          `${path}?resourceVersion=1&resourceVersionMatch=Nearly`,
        ),
        {
          code: 422,
          reason: 'Invalid',
          message:
            'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Nearly": supported values: "Exact", "NotOlderThan", ""',
        },
      );
    },
  },
  {
    name: 'a list of a resourceVersion that is yet to come says when to ask again',
    run: async client => {
      const response = await client.request(
        'GET',
        `${path}?resourceVersion=99999999`,
      );
      expectFailure(response, {
        code: 504,
        reason: 'Timeout',
        message:
          /^Timeout: Too large resource version: 99999999, current: \d+$/,
      });
      assert.deepEqual(response.body.details, {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      });
      assert.equal(response.headers['retry-after'], '1');
    },
  },
  {
    name: 'a resourceVersion, a limit or a token that is none is BadRequest',
    run: async client => {
      for (const [query, message] of [
        [
          'resourceVersion=abc',
          'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
        ],
        ['limit=abc', 'strconv.ParseInt: parsing "abc": invalid syntax'],
        [
          'fieldSelector=metadata.name',
          "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
        ],
      ]) {
        expectFailure(await client.request('GET', `${path}?${query}`), {
          code: 400,
          reason: 'BadRequest',
          message,
        });
      }
      expectFailure(await client.request('GET', `${path}?continue=abc`), {
        code: 400,
        reason: 'BadRequest',
        message: /^invalid continue token: continue key is not valid: /,
      });
    },
  },
];
