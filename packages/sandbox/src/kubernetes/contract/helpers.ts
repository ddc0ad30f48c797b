import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ContractClient, ContractResponse } from './ContractClient.ts';

export function expectStatus(
  response: ContractResponse,
  status: number,
): ContractResponse {
  assert.equal(
    response.status,
    status,
    `expected ${status}, got ${response.status}: ${JSON.stringify(
      response.body,
    ).slice(0, 500)}`,
  );
  return response;
}

/** The answer is a Status with these words in it. */
export function expectFailure(
  response: ContractResponse,
  expected: { code: number; reason: string; message?: string | RegExp },
): void {
  expectStatus(response, expected.code);
  assert.equal(response.body.kind, 'Status');
  assert.equal(response.body.status, 'Failure');
  assert.equal(response.body.reason, expected.reason);
  assert.equal(response.body.code, expected.code);
  if (typeof expected.message === 'string') {
    assert.equal(response.body.message, expected.message);
  } else if (expected.message) {
    assert.match(response.body.message, expected.message);
  }
}

/** Runs in a namespace of its own, and takes it away again. */
export async function inNamespace(
  client: ContractClient,
  run: (namespace: string) => Promise<void>,
): Promise<void> {
  const name = `contract-${randomBytes(4).toString('hex')}`;
  expectStatus(
    await client.request('POST', '/api/v1/namespaces', {
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    }),
    201,
  );
  await eventually(async () =>
    expectStatus(
      await client.request(
        'GET',
        `/api/v1/namespaces/${name}/serviceaccounts/default`,
      ),
      200,
    ),
  );
  try {
    await run(name);
  } finally {
    await client.request('DELETE', `/api/v1/namespaces/${name}`);
  }
}

/** Until it no longer fails; controllers need a moment. */
export async function eventually(
  check: () => Promise<unknown>,
  patienceMilliseconds = 60_000,
): Promise<void> {
  const end = Date.now() + patienceMilliseconds;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await delay(50);
  }
}

export const mergePatch = { 'content-type': 'application/merge-patch+json' };
export const jsonPatch = { 'content-type': 'application/json-patch+json' };
export const applyPatch = { 'content-type': 'application/apply-patch+yaml' };
export const strategicPatch = {
  'content-type': 'application/strategic-merge-patch+json',
};

export function configMap(name: string, data: Record<string, string> = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

export function deployment(name: string, spec: Record<string, unknown> = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'web', image: 'registry.local/web:1' }] },
      },
      ...spec,
    },
  };
}

export function application(name: string) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name },
    spec: {
      project: 'default',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'default',
      },
      source: { repoURL: 'http://127.0.0.1:1/none.git', path: '.' },
    },
  };
}

export function rollout(name: string) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name },
    spec: {
      replicas: 0,
      // Nobody may act on it while a case looks at it.
      paused: true,
      selector: { matchLabels: { app: name } },
      strategy: { canary: {} },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            // As Argo Rollouts writes it back when it sets the revision.
            { name: 'web', image: 'registry.local/web:1', resources: {} },
          ],
        },
      },
    },
  };
}
