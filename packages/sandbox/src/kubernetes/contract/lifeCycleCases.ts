import assert from 'node:assert/strict';
import type { ContractCase, ContractClient } from './ContractClient.ts';
import {
  applyPatch,
  configMap,
  eventually,
  expectFailure,
  expectStatus,
  inNamespace,
  mergePatch,
  rollout,
} from './helpers.ts';

/** A namespace that is being deleted and does not go, because a ConfigMap in it is held. */
function inTerminating(
  client: ContractClient,
  run: (namespace: string, held: string) => Promise<void>,
): Promise<void> {
  return inNamespace(client, async namespace => {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const held = configMap('held');
    await client.request('POST', path, {
      body: {
        ...held,
        metadata: { ...held.metadata, finalizers: ['slipway.dev/hold'] },
      },
    });
    await client.request('DELETE', `/api/v1/namespaces/${namespace}`);
    try {
      await run(namespace, `${path}/held`);
    } finally {
      await client.request('PATCH', `${path}/held`, {
        headers: mergePatch,
        body: { metadata: { finalizers: null } },
      });
    }
  });
}

/** Finalizers, owners, namespaces, quotas. */
export const lifeCycleCases: ContractCase[] = [
  {
    name: 'an object with a finalizer is marked, and goes with its last finalizer',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        const held = configMap('a');
        await client.request('POST', path, {
          body: {
            ...held,
            metadata: { ...held.metadata, finalizers: ['slipway.dev/hold'] },
          },
        });
        const { body } = expectStatus(
          await client.request('DELETE', `${path}/a`),
          200,
        );
        assert.equal(body.kind, 'ConfigMap');
        assert.ok(body.metadata.deletionTimestamp);
        expectFailure(
          await client.request('PATCH', `${path}/a`, {
            headers: mergePatch,
            body: {
              metadata: {
                finalizers: ['slipway.dev/hold', 'slipway.dev/other'],
              },
            },
          }),
          {
            code: 422,
            reason: 'Invalid',
            message: /no new finalizers can be added/,
          },
        );
        expectStatus(
          await client.request('PATCH', `${path}/a`, {
            headers: mergePatch,
            body: { metadata: { finalizers: null } },
          }),
          200,
        );
        expectStatus(await client.request('GET', `${path}/a`), 404);
      }),
  },
  {
    name: 'what an object owns goes with it',
    needs: 'garbage-collector',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        const owner = await client.request('POST', path, {
          body: configMap('owner'),
        });
        const owned = configMap('owned');
        await client.request('POST', path, {
          body: {
            ...owned,
            metadata: {
              ...owned.metadata,
              ownerReferences: [
                {
                  apiVersion: 'v1',
                  kind: 'ConfigMap',
                  name: 'owner',
                  uid: owner.body.metadata.uid,
                },
              ],
            },
          },
        });
        await client.request('DELETE', `${path}/owner`);
        await eventually(async () =>
          expectStatus(await client.request('GET', `${path}/owned`), 404),
        );
      }),
  },
  {
    name: 'a namespace that is being deleted takes nothing new, and goes when it is empty',
    needs: 'namespace',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        const held = configMap('held');
        await client.request('POST', path, {
          body: {
            ...held,
            metadata: { ...held.metadata, finalizers: ['slipway.dev/hold'] },
          },
        });
        const deleted = await client.request(
          'DELETE',
          `/api/v1/namespaces/${namespace}`,
        );
        assert.equal(deleted.body.status.phase, 'Terminating');
        const refused = await client.request('POST', path, {
          body: configMap('late'),
        });
        expectFailure(refused, {
          code: 403,
          reason: 'Forbidden',
          message: `configmaps "late" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
        });
        assert.equal(
          refused.body.details.causes[0].reason,
          'NamespaceTerminating',
        );
        await eventually(async () => {
          const { body } = await client.request('GET', `${path}/held`);
          assert.ok(body.metadata.deletionTimestamp);
        });
        await client.request('PATCH', `${path}/held`, {
          headers: mergePatch,
          body: { metadata: { finalizers: null } },
        });
        await eventually(async () =>
          expectStatus(
            await client.request('GET', `/api/v1/namespaces/${namespace}`),
            404,
          ),
        );
      }),
  },
  {
    name: 'in a namespace that is being deleted what is there may change, and nothing is applied anew',
    needs: 'namespace',
    run: client =>
      inTerminating(client, async (namespace, held) => {
        expectStatus(
          await client.request('PATCH', held, {
            headers: mergePatch,
            body: { data: { key: 'value' } },
          }),
          200,
        );
        for (const [path, object] of [
          [`/api/v1/namespaces/${namespace}/configmaps`, configMap('late')],
          [
            `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`,
            rollout('late'),
          ],
        ] as const) {
          expectFailure(
            await client.request('PATCH', `${path}/late?fieldManager=one`, {
              headers: applyPatch,
              body: object,
            }),
            {
              code: 403,
              reason: 'Forbidden',
              message: new RegExp(
                `"late" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated$`,
              ),
            },
          );
        }
      }),
  },
  {
    name: 'a namespace that is being deleted is neither made anew nor deleted twice',
    needs: 'namespace',
    run: client =>
      inTerminating(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}`;
        expectFailure(
          await client.request('POST', '/api/v1/namespaces', {
            body: {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: namespace },
            },
          }),
          {
            code: 409,
            reason: 'AlreadyExists',
            message: `object is being deleted: namespaces "${namespace}" already exists`,
          },
        );
        const before = await client.request('GET', path);
        const again = expectStatus(await client.request('DELETE', path), 200);
        assert.equal(
          again.body.metadata.deletionTimestamp,
          before.body.metadata.deletionTimestamp,
        );
        assert.equal(again.body.status.phase, 'Terminating');
      }),
  },
  {
    name: 'a namespace that cannot go says what is left in it and what holds that',
    needs: 'namespace',
    run: client =>
      inTerminating(client, async namespace => {
        await eventually(async () => {
          const { body } = await client.request(
            'GET',
            `/api/v1/namespaces/${namespace}`,
          );
          const told = (body.status.conditions ?? []).map(
            ({ type, status, reason, message }: any) =>
              [type, status, reason, message].join(' | '),
          );
          assert.deepEqual(told, [
            'NamespaceDeletionDiscoveryFailure | False | ResourcesDiscovered | All resources successfully discovered',
            'NamespaceDeletionGroupVersionParsingFailure | False | ParsedGroupVersions | All legacy kube types successfully parsed',
            'NamespaceDeletionContentFailure | False | ContentDeleted | All content successfully deleted, may be waiting on finalization',
            'NamespaceContentRemaining | True | SomeResourcesRemain | Some resources are remaining: configmaps. has 1 resource instances',
            'NamespaceFinalizersRemaining | True | SomeFinalizersRemain | Some content in the namespace has finalizers remaining: slipway.dev/hold in 1 resource instances',
          ]);
        }, 30_000);
      }),
  },
  {
    name: 'a quota refuses what it has no room for, and says how it stands',
    needs: 'resourcequota',
    run: client =>
      inNamespace(client, async namespace => {
        expectStatus(
          await client.request(
            'POST',
            `/api/v1/namespaces/${namespace}/resourcequotas`,
            {
              body: {
                apiVersion: 'v1',
                kind: 'ResourceQuota',
                metadata: { name: 'small' },
                spec: { hard: { pods: '0' } },
              },
            },
          ),
          201,
        );
        await eventually(async () => {
          const { body } = await client.request(
            'GET',
            `/api/v1/namespaces/${namespace}/resourcequotas/small`,
          );
          assert.deepEqual(body.status?.used, { pods: '0' });
        });
        expectFailure(
          await client.request('POST', `/api/v1/namespaces/${namespace}/pods`, {
            body: {
              apiVersion: 'v1',
              kind: 'Pod',
              metadata: { name: 'p' },
              spec: {
                containers: [{ name: 'c', image: 'registry.local/c:1' }],
              },
            },
          }),
          {
            code: 403,
            reason: 'Forbidden',
            message:
              'pods "p" is forbidden: exceeded quota: small, requested: pods=1, used: pods=0, limited: pods=0',
          },
        );
      }),
  },
];
