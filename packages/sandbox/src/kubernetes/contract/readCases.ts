import assert from 'node:assert/strict';
import type { ContractCase, ContractClient } from './ContractClient.ts';
import {
  configMap,
  expectFailure,
  expectStatus,
  inNamespace,
  mergePatch,
} from './helpers.ts';

async function createLabelled(
  client: ContractClient,
  namespace: string,
): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  for (const [name, labels] of Object.entries({
    a: { tier: 'web', env: 'dev' },
    b: { tier: 'web', env: 'prod' },
    c: { tier: 'db' },
  })) {
    const object = configMap(name);
    expectStatus(
      await client.request('POST', path, {
        body: { ...object, metadata: { ...object.metadata, labels } },
      }),
      201,
    );
  }
  return path;
}

async function namesOf(client: ContractClient, path: string) {
  const { body } = expectStatus(await client.request('GET', path), 200);
  return body.items
    .map((item: any) => item.metadata.name)
    .filter((name: string) => name !== 'kube-root-ca.crt');
}

const selectors: Array<[selector: string, names: string[]]> = [
  ['tier=web', ['a', 'b']],
  ['tier==web,env!=prod', ['a']],
  ['env in (dev, prod)', ['a', 'b']],
  ['env notin (dev),tier', ['b', 'c']],
  ['!env,tier', ['c']],
  ['env', ['a', 'b']],
];

/** Lists and watches. */
export const readCases: ContractCase[] = [
  ...selectors.map(
    ([selector, names]): ContractCase => ({
      name: `the label selector ${selector} takes ${names.join(' and ')}`,
      run: client =>
        inNamespace(client, async namespace => {
          const path = await createLabelled(client, namespace);
          assert.deepEqual(
            await namesOf(
              client,
              `${path}?labelSelector=${encodeURIComponent(selector)}`,
            ),
            names,
          );
        }),
    }),
  ),
  {
    name: 'objects are selected by the fields that their kind supports, and by no other',
    run: client =>
      inNamespace(client, async namespace => {
        const path = await createLabelled(client, namespace);
        assert.deepEqual(
          await namesOf(client, `${path}?fieldSelector=metadata.name%3Db`),
          ['b'],
        );
        expectFailure(
          await client.request('GET', `${path}?fieldSelector=data.key%3Db`),
          {
            code: 400,
            reason: 'BadRequest',
            message:
              '"data.key" is not a known field selector: only "metadata.name", "metadata.namespace"',
          },
        );
        expectFailure(
          await client.request(
            'GET',
            `/api/v1/namespaces/${namespace}/pods?fieldSelector=spec.image%3Db`,
          ),
          {
            code: 400,
            reason: 'BadRequest',
            message: 'field label not supported: spec.image',
          },
        );
      }),
  },
  {
    name: 'a list comes in pages that go on where the last one ended',
    run: client =>
      inNamespace(client, async namespace => {
        const path = await createLabelled(client, namespace);
        const first = await client.request('GET', `${path}?limit=1`);
        assert.equal(first.body.items.length, 1);
        const names = [first.body.items[0].metadata.name];
        let token = first.body.metadata.continue;
        while (token) {
          const page = expectStatus(
            await client.request(
              'GET',
              `${path}?limit=1&continue=${encodeURIComponent(token)}`,
            ),
            200,
          );
          names.push(page.body.items[0].metadata.name);
          token = page.body.metadata.continue;
        }
        assert.deepEqual(
          names.filter(name => name !== 'kube-root-ca.crt'),
          ['a', 'b', 'c'],
        );
      }),
  },
  {
    name: 'a watch goes on from a resourceVersion, in order, with what leaves a selector as deleted',
    run: client =>
      inNamespace(client, async namespace => {
        const path = await createLabelled(client, namespace);
        const { body } = await client.request('GET', path);
        await client.request('PATCH', `${path}/a`, {
          headers: mergePatch,
          body: { data: { key: 'value' } },
        });
        await client.request('PATCH', `${path}/b`, {
          headers: mergePatch,
          body: { metadata: { labels: { tier: 'moved' } } },
        });
        await client.request('PATCH', `${path}/c`, {
          headers: mergePatch,
          body: { metadata: { labels: { tier: 'web' } } },
        });
        await client.request('DELETE', `${path}/a`);
        const watch = await client.request(
          'GET',
          `${path}?watch=true&timeoutSeconds=1&labelSelector=tier%3Dweb&resourceVersion=${body.metadata.resourceVersion}`,
        );
        const events = String(watch.body)
          .split('\n')
          .filter(line => line !== '')
          .map(line => JSON.parse(line));
        assert.deepEqual(
          events.map(event => `${event.type} ${event.object.metadata.name}`),
          ['MODIFIED a', 'DELETED b', 'ADDED c', 'DELETED a'],
        );
      }),
  },
  {
    name: 'who may do everything is told so by a review',
    run: async client => {
      const { body } = expectStatus(
        await client.request(
          'POST',
          '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          {
            body: {
              apiVersion: 'authorization.k8s.io/v1',
              kind: 'SelfSubjectAccessReview',
              spec: {
                resourceAttributes: {
                  verb: 'patch',
                  group: 'argoproj.io',
                  resource: 'rollouts',
                  namespace: 'default',
                },
              },
            },
          },
        ),
        201,
      );
      assert.equal(body.status.allowed, true);
    },
  },
];
