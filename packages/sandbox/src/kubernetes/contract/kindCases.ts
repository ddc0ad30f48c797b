import assert from 'node:assert/strict';
import type { ContractCase } from './ContractClient.ts';
import {
  application,
  configMap,
  deployment,
  expectFailure,
  expectStatus,
  inNamespace,
  mergePatch,
  rollout,
} from './helpers.ts';

const argo = (namespace: string, plural: string) =>
  `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/${plural}`;

/** What single kinds have of their own. */
export const kindCases: ContractCase[] = [
  {
    name: 'an Application has no status subresource: one patch may touch everything',
    needs: 'argo-crds',
    run: client =>
      inNamespace(client, async namespace => {
        const path = argo(namespace, 'applications');
        await client.request('POST', path, { body: application('web') });
        expectStatus(await client.request('GET', `${path}/web/status`), 404);
        const { body } = expectStatus(
          await client.request('PATCH', `${path}/web`, {
            headers: mergePatch,
            body: {
              operation: { sync: { revision: 'main' } },
              status: {
                operationState: {
                  operation: { sync: {} },
                  phase: 'Running',
                  startedAt: '2026-01-01T00:00:00Z',
                },
              },
            },
          }),
          200,
        );
        assert.equal(body.operation.sync.revision, 'main');
        assert.equal(body.status.operationState.phase, 'Running');
      }),
  },
  {
    name: 'a Rollout has a status subresource, and its generation counts the spec only',
    needs: 'argo-crds',
    run: client =>
      inNamespace(client, async namespace => {
        const path = argo(namespace, 'rollouts');
        const created = await client.request('POST', path, {
          body: { ...rollout('web'), status: { abort: true } },
        });
        assert.equal(created.body.metadata.generation, 1);
        assert.equal(created.body.status?.abort, undefined);
        const main = await client.request('PATCH', `${path}/web`, {
          headers: mergePatch,
          body: { spec: { replicas: 1 }, status: { abort: true } },
        });
        assert.equal(main.body.status?.abort, undefined);
        assert.equal(main.body.metadata.generation, 2);
        const status = expectStatus(
          await client.request('PATCH', `${path}/web/status`, {
            headers: mergePatch,
            body: { spec: { replicas: 9 }, status: { abort: true } },
          }),
          200,
        );
        assert.equal(status.body.status.abort, true);
        assert.equal(status.body.spec.replicas, 1);
        assert.equal(status.body.metadata.generation, 2);
      }),
  },
  {
    name: 'a custom resource of the wrong shape is Invalid, with causes',
    needs: 'argo-crds',
    run: client =>
      inNamespace(client, async namespace => {
        const response = await client.request(
          'POST',
          argo(namespace, 'rollouts'),
          {
            body: {
              ...rollout('web'),
              spec: { ...rollout('web').spec, replicas: 'three' },
            },
          },
        );
        expectFailure(response, { code: 422, reason: 'Invalid' });
        assert.equal(response.body.details.causes[0].field, 'spec.replicas');
      }),
  },
  {
    name: 'a built-in kind of the wrong shape cannot be read: BadRequest',
    run: client =>
      inNamespace(client, async namespace => {
        expectFailure(
          await client.request(
            'POST',
            `/apis/apps/v1/namespaces/${namespace}/deployments`,
            { body: deployment('web', { replicas: 'three' }) },
          ),
          {
            code: 400,
            reason: 'BadRequest',
            message: /cannot be handled as a Deployment/,
          },
        );
      }),
  },
  {
    name: 'an update of a custom resource needs its resourceVersion',
    needs: 'argo-crds',
    run: client =>
      inNamespace(client, async namespace => {
        const path = argo(namespace, 'applications');
        await client.request('POST', path, { body: application('web') });
        expectFailure(
          await client.request('PUT', `${path}/web`, {
            body: application('web'),
          }),
          {
            code: 422,
            reason: 'Invalid',
            message:
              /metadata\.resourceVersion: Invalid value: .*must be specified for an update/,
          },
        );
      }),
  },
  {
    name: 'discovery says which kinds have a status subresource',
    needs: 'argo-crds',
    run: async client => {
      const { body } = expectStatus(
        await client.request('GET', '/apis/argoproj.io/v1alpha1'),
        200,
      );
      const names = body.resources.map((resource: any) => resource.name);
      assert.ok(names.includes('rollouts/status'));
      for (const name of ['applications', 'appprojects', 'analysisruns']) {
        assert.ok(names.includes(name), name);
        assert.ok(!names.includes(`${name}/status`), `${name}/status`);
      }
    },
  },
  {
    name: 'stringData becomes data and is never given back',
    run: client =>
      inNamespace(client, async namespace => {
        const { body } = expectStatus(
          await client.request(
            'POST',
            `/api/v1/namespaces/${namespace}/secrets`,
            {
              body: {
                apiVersion: 'v1',
                kind: 'Secret',
                metadata: { name: 's' },
                stringData: { key: 'value' },
              },
            },
          ),
          201,
        );
        assert.equal(body.type, 'Opaque');
        assert.deepEqual(body.data, { key: 'dmFsdWU=' });
        assert.equal(body.stringData, undefined);
      }),
  },
  {
    name: 'the type of a secret, and an immutable one, do not change',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/secrets`;
        await client.request('POST', path, {
          body: {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: 's' },
            immutable: true,
            data: { key: 'dmFsdWU=' },
          },
        });
        const patch = (body: unknown) =>
          client.request('PATCH', `${path}/s`, { headers: mergePatch, body });
        expectFailure(await patch({ type: 'other' }), {
          code: 422,
          reason: 'Invalid',
          message: /type: Invalid value: .*field is immutable/,
        });
        expectFailure(await patch({ data: { key: 'b3RoZXI=' } }), {
          code: 422,
          reason: 'Invalid',
          message:
            /data: Forbidden: field is immutable when `immutable` is set/,
        });
      }),
  },
  {
    name: 'a pull secret must hold its configuration',
    run: client =>
      inNamespace(client, async namespace => {
        expectFailure(
          await client.request(
            'POST',
            `/api/v1/namespaces/${namespace}/secrets`,
            {
              body: {
                apiVersion: 'v1',
                kind: 'Secret',
                metadata: { name: 's' },
                type: 'kubernetes.io/dockerconfigjson',
              },
            },
          ),
          {
            code: 422,
            reason: 'Invalid',
            message: /\.dockerconfigjson.*Required value/,
          },
        );
      }),
  },
  {
    name: 'the selector of a Deployment matches its template and does not change',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
        expectFailure(
          await client.request('POST', path, {
            body: deployment('web', {
              selector: { matchLabels: { app: 'other' } },
            }),
          }),
          {
            code: 422,
            reason: 'Invalid',
            message: /`selector` does not match template `labels`/,
          },
        );
        await client.request('POST', path, { body: deployment('web') });
        expectFailure(
          await client.request('PATCH', `${path}/web`, {
            headers: mergePatch,
            body: {
              spec: {
                selector: { matchLabels: { more: 'x' } },
                template: { metadata: { labels: { more: 'x' } } },
              },
            },
          }),
          {
            code: 422,
            reason: 'Invalid',
            message: /spec\.selector: .*field is immutable/,
          },
        );
      }),
  },
  {
    name: 'a Deployment without a number of replicas has one',
    run: client =>
      inNamespace(client, async namespace => {
        const { replicas: _replicas, ...spec } = deployment('web').spec;
        const { body } = expectStatus(
          await client.request(
            'POST',
            `/apis/apps/v1/namespaces/${namespace}/deployments?dryRun=All`,
            { body: { ...deployment('web'), spec } },
          ),
          201,
        );
        assert.equal(body.spec.replicas, 1);
        assert.equal(body.spec.progressDeadlineSeconds, 600);
        assert.equal(
          body.spec.template.spec.containers[0].imagePullPolicy,
          'IfNotPresent',
        );
      }),
  },
  {
    name: 'a port of a Service out of range is Invalid, and so is the target that follows from it',
    run: client =>
      inNamespace(client, async namespace => {
        const response = await client.request(
          'POST',
          `/api/v1/namespaces/${namespace}/services`,
          {
            body: {
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name: 'web' },
              spec: { ports: [{ port: 800_000 }] },
            },
          },
        );
        expectFailure(response, {
          code: 422,
          reason: 'Invalid',
          message:
            'Service "web" is invalid: [spec.ports[0].port: Invalid value: 800000: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 800000: must be between 1 and 65535, inclusive]',
        });
      }),
  },
  {
    name: 'a ConfigMap has no generation',
    run: client =>
      inNamespace(client, async namespace => {
        const { body } = await client.request(
          'POST',
          `/api/v1/namespaces/${namespace}/configmaps`,
          { body: configMap('a') },
        );
        assert.equal(body.metadata.generation, undefined);
      }),
  },
];
