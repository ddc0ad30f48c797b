import assert from 'node:assert/strict';
import type { ContractCase } from './ContractClient.ts';
import {
  application,
  applyPatch,
  configMap,
  deployment,
  expectFailure,
  expectStatus,
  inNamespace,
  jsonPatch,
  mergePatch,
  strategicPatch,
} from './helpers.ts';

/** Every kind of patch. */
export const patchCases: ContractCase[] = [
  {
    name: 'null in a merge patch removes the field',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        await client.request('POST', path, {
          body: configMap('a', { keep: '1', drop: '2' }),
        });
        const { body } = await client.request('PATCH', `${path}/a`, {
          headers: mergePatch,
          body: { data: { drop: null, add: '3' } },
        });
        assert.deepEqual(body.data, { keep: '1', add: '3' });
      }),
  },
  {
    name: 'a JSON patch whose test fails changes nothing and is Invalid',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        await client.request('POST', path, {
          body: configMap('a', { key: '1' }),
        });
        expectFailure(
          await client.request('PATCH', `${path}/a`, {
            headers: jsonPatch,
            body: [
              { op: 'test', path: '/data/key', value: 'other' },
              { op: 'replace', path: '/data/key', value: '2' },
            ],
          }),
          { code: 422, reason: 'Invalid' },
        );
        const { body } = await client.request('GET', `${path}/a`);
        assert.deepEqual(body.data, { key: '1' });
      }),
  },
  {
    name: 'a strategic merge patch finds the container by its name',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
        await client.request('POST', path, { body: deployment('web') });
        const { body } = expectStatus(
          await client.request('PATCH', `${path}/web`, {
            headers: strategicPatch,
            body: {
              spec: {
                template: {
                  spec: {
                    containers: [
                      { name: 'web', image: 'registry.local/web:2' },
                      { name: 'side', image: 'registry.local/side:1' },
                    ],
                  },
                },
              },
            },
          }),
          200,
        );
        const images = body.spec.template.spec.containers.map(
          (container: any) => `${container.name}=${container.image}`,
        );
        assert.deepEqual(images.sort(), [
          'side=registry.local/side:1',
          'web=registry.local/web:2',
        ]);
        assert.equal(body.metadata.generation, 2);
      }),
  },
  {
    name: 'a custom resource takes no strategic merge patch',
    needs: 'argo-crds',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applications`;
        await client.request('POST', path, { body: application('web') });
        expectFailure(
          await client.request('PATCH', `${path}/web`, {
            headers: strategicPatch,
            body: { metadata: { labels: { a: 'b' } } },
          }),
          { code: 415, reason: 'UnsupportedMediaType' },
        );
      }),
  },
  {
    name: 'an apply creates what is not there, and changes nothing the second time',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps/a?fieldManager=one`;
        const first = expectStatus(
          await client.request('PATCH', path, {
            headers: applyPatch,
            body: configMap('a', { key: '1' }),
          }),
          201,
        );
        const second = expectStatus(
          await client.request('PATCH', path, {
            headers: applyPatch,
            body: configMap('a', { key: '1' }),
          }),
          200,
        );
        assert.equal(
          second.body.metadata.resourceVersion,
          first.body.metadata.resourceVersion,
        );
        const [entry] = first.body.metadata.managedFields;
        assert.equal(entry.manager, 'one');
        assert.equal(entry.operation, 'Apply');
        assert.deepEqual(entry.fieldsV1, { 'f:data': { 'f:key': {} } });
      }),
  },
  {
    name: 'an apply may be YAML, and needs a field manager',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps/a`;
        const text =
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  key: value\n';
        expectStatus(
          await client.request('PATCH', `${path}?fieldManager=one`, {
            headers: applyPatch,
            body: text,
          }),
          201,
        );
        expectFailure(
          await client.request('PATCH', path, {
            headers: applyPatch,
            body: text,
          }),
          {
            code: 422,
            reason: 'Invalid',
            message: /is required for apply patch/,
          },
        );
      }),
  },
  {
    name: 'an apply of a field that somebody else updated is a Conflict that names both',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
        await client.request('POST', `${path}?fieldManager=kubectl`, {
          body: deployment('web'),
        });
        const applied = {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
          spec: { revisionHistoryLimit: 3 },
        };
        const response = await client.request(
          'PATCH',
          `${path}/web?fieldManager=one`,
          { headers: applyPatch, body: applied },
        );
        expectFailure(response, {
          code: 409,
          reason: 'Conflict',
          message:
            'Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.revisionHistoryLimit',
        });
        assert.deepEqual(response.body.details.causes, [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "kubectl" using apps/v1',
            field: '.spec.revisionHistoryLimit',
          },
        ]);
        const forced = expectStatus(
          await client.request(
            'PATCH',
            `${path}/web?fieldManager=one&force=true`,
            { headers: applyPatch, body: applied },
          ),
          200,
        );
        assert.equal(forced.body.spec.revisionHistoryLimit, 3);
      }),
  },
  {
    name: 'two appliers that agree share a field; the field stays until both drop it',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps/a`;
        const apply = (manager: string, data: Record<string, string>) =>
          client.request('PATCH', `${path}?fieldManager=${manager}`, {
            headers: applyPatch,
            body: configMap('a', data),
          });
        await apply('one', { shared: '1', mine: '1' });
        expectStatus(await apply('two', { shared: '1' }), 200);
        const dropped = expectStatus(await apply('one', { mine: '1' }), 200);
        assert.deepEqual(dropped.body.data, { shared: '1', mine: '1' });
        const conflict = await apply('one', { mine: '1', shared: '2' });
        expectFailure(conflict, {
          code: 409,
          reason: 'Conflict',
          message:
            'Apply failed with 1 conflict: conflict with "two": .data.shared',
        });
      }),
  },
  {
    name: 'a field that its applier no longer sends is removed',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web?fieldManager=one`;
        const withContainers = (...names: string[]) =>
          deployment('web', {
            template: {
              metadata: { labels: { app: 'web' } },
              spec: {
                containers: names.map(name => ({
                  name,
                  image: `registry.local/${name}:1`,
                })),
              },
            },
          });
        await client.request('PATCH', path, {
          headers: applyPatch,
          body: withContainers('web', 'side'),
        });
        const { body } = expectStatus(
          await client.request('PATCH', path, {
            headers: applyPatch,
            body: withContainers('web'),
          }),
          200,
        );
        assert.deepEqual(
          body.spec.template.spec.containers.map((entry: any) => entry.name),
          ['web'],
        );
      }),
  },
];
