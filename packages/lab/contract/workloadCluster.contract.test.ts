import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  deployment,
  kustomization,
} from '../../sandbox/src/argocd/contract/manifests.ts';
import { TestForge } from '../../sandbox/src/argocd/contract/TestForge.ts';
import { addDestination } from '../src/control-plane/installArgo.ts';
import { KubeApi } from '../src/control-plane/KubeApi.ts';
import { Lab } from '../src/index.ts';
import { LabConnection } from './support/LabConnection.ts';

const applications =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
const namespace = 'elsewhere';
const workload = `/apis/apps/v1/namespaces/${namespace}/deployments/demo`;

/** What `npm run lab -- --clusters 2` has: one cluster with Argo CD, and one that it deploys to. */
describe('a second cluster', () => {
  let management: LabConnection;
  let second: Lab;
  let destination: LabConnection;
  let forge: TestForge;

  before(async () => {
    management = LabConnection.open();
    forge = await TestForge.start();
    second = await Lab.start({ workloadOnly: true });
    destination = LabConnection.open(second.kubeconfig);
    const api = new KubeApi(
      Number(new URL(management.url).port),
      management.token,
    );
    try {
      await addDestination(api, {
        name: 'workload-1',
        url: second.url,
        token: destination.token,
      });
    } finally {
      api.close();
    }
  });

  after(async () => {
    destination?.close();
    management?.close();
    await second?.stop();
    await forge?.stop();
  });

  it('is deployed to by the Argo CD of the first, and cleared by it', async () => {
    await forge.commit(
      'elsewhere.git',
      kustomization({ deployment: deployment('1') }),
    );
    await management.must('POST', applications, {
      body: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name: 'elsewhere',
          namespace: 'argocd',
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: {
          project: 'default',
          source: {
            repoURL: `${forge.url}/elsewhere.git`,
            targetRevision: 'main',
            path: 'dev',
          },
          destination: { name: 'workload-1', namespace },
          syncPolicy: {
            automated: {},
            syncOptions: ['CreateNamespace=true'],
          },
        },
      },
    });
    const application = `${applications}/elsewhere`;
    await until('healthy and in sync', async () => {
      const { status } = await management.must('GET', application);
      const seen = `${status?.sync?.status} ${status?.health?.status}`;
      return { isSo: seen === 'Synced Healthy', seen };
    });
    assert.equal((await destination.request('GET', workload)).status, 200);
    assert.equal((await management.request('GET', workload)).status, 404);

    await management.must('DELETE', application);
    await until('gone from both', async () => {
      const left = [
        (await management.request('GET', application)).status,
        (await destination.request('GET', workload)).status,
      ];
      return { isSo: left.every(status => status === 404), seen: left.join() };
    });
  });
});

async function until(
  what: string,
  look: () => Promise<{ isSo: boolean; seen: string }>,
): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { isSo, seen } = await look();
    if (isSo) {
      return;
    }
    assert.ok(Date.now() < deadline, `It is not ${what} but ${seen}`);
    await delay(500);
  }
}
