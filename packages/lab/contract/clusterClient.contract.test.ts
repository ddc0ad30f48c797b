import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestCluster } from '../../sandbox/src/kubernetes/testing/startTestCluster.ts';
import {
  checkClusterClient,
  type CheckedRule,
} from './support/checkClusterClient.ts';
import { LabConnection } from './support/LabConnection.ts';

async function onTwin(): Promise<CheckedRule[]> {
  const { url, client, stop } = await startTestCluster();
  try {
    return await checkClusterClient({
      url,
      token: 'admin',
      somebodyElse: client,
    });
  } finally {
    await stop();
  }
}

async function onLab(): Promise<CheckedRule[]> {
  const lab = LabConnection.open();
  try {
    const { url, token } = lab;
    return await checkClusterClient({ url, token, somebodyElse: lab });
  } finally {
    lab.close();
  }
}

for (const [where, check] of [
  ['on the twin', onTwin],
  ['on the real API server', onLab],
] as const) {
  test(`the contract of the cluster client, ${where}`, async context => {
    const rules = await check();
    assert.ok(rules.length > 0);
    for (const { rule, problem } of rules) {
      await context.test(rule, () => assert.equal(problem, undefined));
    }
  });
}
