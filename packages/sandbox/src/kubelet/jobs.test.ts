import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { findCondition } from './pods/podConditions.ts';
import {
  nothing,
  startTestKubelet,
  until,
} from './testing/startTestKubelet.ts';

describe('Jobs on the kubelet twin', () => {
  const { store, log, newNamespace, pods, stop } = startTestKubelet();
  after(stop);

  const job = (namespace: string, image: string) =>
    store.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'check', namespace },
      spec: {
        backoffLimit: 1,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'check', image }],
          },
        },
      },
    });

  const jobCondition = (namespace: string, type: string) => () =>
    findCondition(
      store.get({
        apiVersion: 'batch/v1',
        kind: 'Job',
        namespace,
        name: 'check',
      }) ?? nothing,
      type,
    );

  it('a Job completes when its pod does', async () => {
    const namespace = await newNamespace();
    job(namespace, 'registry.local/web:1');
    await until(jobCondition(namespace, 'Complete'));
    assert.equal(pods(namespace)[0].status.phase, 'Succeeded');
  });

  it('a Job fails after as many failures as it bears', async () => {
    const namespace = await newNamespace();
    job(namespace, 'registry.local/web:1-crash');
    const failed = await until(jobCondition(namespace, 'Failed'));
    assert.equal(failed.reason, 'BackoffLimitExceeded');
    assert.equal(pods(namespace).length, 2);
  });

  it('nothing went wrong behind the scenes', () => {
    const unexpected = log.filter(
      line => !/exceeded quota|not found/.test(line),
    );
    assert.deepEqual(unexpected, []);
  });
});
