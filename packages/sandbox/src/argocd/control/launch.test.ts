import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'node:test';
import { stringify } from 'yaml';
import { application } from '../contract/manifests.ts';
import { TwinWorld } from '../contract/TwinWorld.ts';
import type { Application } from '../model/Application.ts';

const labels = { 'app.kubernetes.io/name': 'payments' };

const base = {
  'base/rollout.yaml': {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'payments', labels },
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: labels },
      strategy: {
        blueGreen: {
          activeService: 'payments-active',
          previewService: 'payments-preview',
          autoPromotionEnabled: true,
        },
      },
      template: {
        metadata: { labels },
        spec: {
          imagePullSecrets: [{ name: 'payments-registry' }],
          securityContext: { runAsNonRoot: true },
          containers: [
            {
              name: 'app',
              image: 'app',
              ports: [{ name: 'http', containerPort: 8000, protocol: 'TCP' }],
              env: [{ name: 'PORT', value: '8000' }],
              readinessProbe: { httpGet: { path: '/health', port: 'http' } },
              resources: {
                requests: { cpu: '50m', memory: '64Mi' },
                limits: { cpu: '0.5', memory: '128Mi' },
              },
            },
          ],
        },
      },
    },
  },
  ...Object.fromEntries(
    ['active', 'preview'].map(name => [
      `base/${name}.yaml`,
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `payments-${name}` },
        spec: {
          selector: labels,
          ports: [{ name: 'http', port: 80, targetPort: 'http' }],
        },
      },
    ]),
  ),
  'base/hpa.yaml': {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'payments' },
    spec: {
      scaleTargetRef: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        name: 'payments',
      },
      minReplicas: 1,
      maxReplicas: 3,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 70 },
          },
        },
      ],
    },
  },
  'base/kustomization.yaml': {
    resources: ['rollout.yaml', 'active.yaml', 'preview.yaml', 'hpa.yaml'],
  },
};

function files(tag: string): Record<string, string> {
  const overlay = {
    resources: ['../../base'],
    images: [{ name: 'app', newName: 'host:1/acme/payments', newTag: tag }],
  };
  return Object.fromEntries(
    Object.entries({ ...base, 'overlays/dev/kustomization.yaml': overlay }).map(
      ([path, content]) => [path, stringify(content)],
    ),
  );
}

test('an overlay of a launched service comes up, stays in sync with what the controllers add, and takes a new tag', async () => {
  const world = await TwinWorld.start();
  const get = () =>
    world.store.get({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: 'argocd',
      name: 'payments-dev',
    }) as Application;
  const settle = async (tag: string) => {
    const deadline = Date.now() + 60_000;
    const isSettled = () => {
      const { status, operation } = get();
      const resources = status?.resources ?? [];
      return (
        operation === undefined &&
        status?.sync?.status === 'Synced' &&
        status.operationState?.phase === 'Succeeded' &&
        resources.find(each => each.kind === 'Rollout')?.health?.status ===
          'Healthy' &&
        status.health?.status === 'Healthy' &&
        JSON.stringify(status.summary?.images) ===
          JSON.stringify([`host:1/acme/payments:${tag}`])
      );
    };
    while (!isSettled()) {
      if (Date.now() > deadline) {
        throw new Error(JSON.stringify(get().status, null, 1));
      }
      await delay(5);
    }
  };
  try {
    await world.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'payments-dev' },
    });
    await world.commit('acme/payments-gitops.git', files('1'));
    const object = application('payments-dev', {
      path: 'overlays/dev',
      syncOptions: ['ServerSideApply=true'],
      repoURL: `${world.forgeUrl}/acme/payments-gitops.git`,
      ignoreDifferences: [
        {
          group: '',
          kind: 'Service',
          jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
        },
      ],
    });
    await world.create(object);
    await settle('1');
    await world.commit('acme/payments-gitops.git', files('2'));
    await world.patch(object, {
      metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
    });
    await settle('2');
    const { status } = get();
    assert.equal(status?.history?.length, 2);
    assert.equal(
      status?.operationState?.operation.sync?.autoHealAttemptsCount,
      undefined,
    );
    assert.deepEqual(world.problems, []);
  } finally {
    await world.stop();
  }
});
