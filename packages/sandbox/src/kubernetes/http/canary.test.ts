import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestCluster } from '../testing/startTestCluster.ts';

const canary = 'canary-4b1d-secret';
const encoded = Buffer.from(canary).toString('base64');

const path = '/api/v1/namespaces/default/secrets';
const secret = (more: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'canary' },
  ...more,
});

/** Requests that go wrong with a secret in them. */
const broken: Array<
  [rule: string, method: string, url: string, body: unknown, type?: string]
> = [
  ['JSON that ends too early', 'POST', path, `{"data": {"key": "${canary}"`],
  [
    'YAML that is none',
    'PATCH',
    `${path}/canary?fieldManager=x`,
    `a: [${canary}\nb: ]`,
    'application/apply-patch+yaml',
  ],
  ['data that is not base64', 'POST', path, secret({ data: { key: canary } })],
  ['data of the wrong type', 'POST', path, secret({ data: { key: [canary] } })],
  [
    'a pull secret that is no JSON',
    'POST',
    path,
    secret({
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': canary },
    }),
  ],
  [
    'a key that is none',
    'POST',
    path,
    secret({ stringData: { 'not a key': canary } }),
  ],
  [
    'a namespace that is not there',
    'POST',
    '/api/v1/namespaces/none/secrets',
    secret({ stringData: { key: canary } }),
  ],
  [
    'a JSON patch whose test fails',
    'PATCH',
    `${path}/kept`,
    [{ op: 'test', path: '/data/key', value: canary }],
    'application/json-patch+json',
  ],
  [
    'a patch of an immutable secret',
    'PATCH',
    `${path}/kept`,
    { data: { key: encoded } },
    'application/merge-patch+json',
  ],
];

describe('a secret in a request that goes wrong', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;

  before(async () => {
    cluster = await startTestCluster();
    cluster.store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'kept', namespace: 'default' },
      immutable: true,
      stringData: { key: 'other' },
    });
  });
  after(() => cluster.stop());

  for (const [rule, method, url, body, type] of broken) {
    it(`${rule}: is neither in the answer nor in the log`, async () => {
      const response = await cluster.client.request(method, url, {
        body,
        headers: type ? { 'content-type': type } : {},
      });
      assert.ok(response.status >= 400, String(response.status));
      assert.ok(response.status < 500, JSON.stringify(response.body));
      const told = JSON.stringify([response.body, cluster.log]);
      assert.ok(!told.includes(canary), told);
      assert.ok(!told.includes(encoded), told);
    });
  }

  it('a token that nobody has is not in the log either', async () => {
    await cluster.client.request('GET', path, {
      headers: { authorization: `Bearer ${canary}` },
    });
    assert.ok(!cluster.log.join('\n').includes(canary));
  });
});
