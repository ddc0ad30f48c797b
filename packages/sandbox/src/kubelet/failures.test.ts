import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { findCondition, isPodReady } from './pods/podConditions.ts';
import {
  nothing,
  startTestKubelet,
  until,
} from './testing/startTestKubelet.ts';

describe('failing pods on the kubelet twin', () => {
  const {
    store,
    newNamespace,
    template,
    deploy,
    pods,
    get,
    events,
    container,
    stop,
  } = startTestKubelet();
  after(stop);

  it('-crash ends with exit code 1 and is started again after longer and longer waits', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1-crash');
    const status = await until(() => {
      const found = container(pods(namespace)[0]);
      return (
        found?.restartCount >= 2 &&
        found.state.waiting?.reason === 'CrashLoopBackOff' &&
        found
      );
    });
    assert.match(
      status.state.waiting.message,
      /^back-off (10|20|40)s restarting failed container=web pod=web-/,
    );
    assert.equal(status.lastState.terminated.exitCode, 1);
    assert.equal(status.lastState.terminated.reason, 'Error');
    assert.equal(pods(namespace)[0].status.phase, 'Running');
    assert.ok(events(namespace, 'BackOff').length > 0);
  });

  it('-oom is killed with exit code 137', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1-oom');
    const terminated = await until(
      () => container(pods(namespace)[0])?.lastState.terminated,
    );
    assert.equal(terminated.exitCode, 137);
    assert.equal(terminated.reason, 'OOMKilled');
  });

  it('-unready runs, is never ready, and the deadline passes', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1-unready', {
      spec: { progressDeadlineSeconds: 20 },
    });
    await until(() => events(namespace, 'Unhealthy').length > 0);
    const progressing = await until(() => {
      const found = findCondition(
        get('Deployment', namespace) ?? nothing,
        'Progressing',
      );
      return found?.status === 'False' && found;
    });
    assert.equal(progressing.reason, 'ProgressDeadlineExceeded');
    assert.match(
      progressing.message,
      /^ReplicaSet "web-[a-z0-9]+" has timed out progressing\.$/,
    );
    assert.equal(isPodReady(pods(namespace)[0]), false);
  });

  it('-unschedulable, and what asks for more than a node has, finds no node', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1-unschedulable');
    store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'huge', namespace },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'registry.local/web:1',
            resources: { requests: { cpu: '100' } },
          },
        ],
      },
    });
    const messages = await until(() => {
      const found = pods(namespace)
        .map(pod => findCondition(pod, 'PodScheduled'))
        .filter(condition => condition?.reason === 'Unschedulable')
        .map(condition => condition?.message);
      return found.length === 2 && found.sort();
    });
    assert.match(
      messages[0],
      /^0\/2 nodes are available: 2 Insufficient cpu\./,
    );
    assert.match(
      messages[1],
      /^0\/2 nodes are available: 2 Insufficient memory\./,
    );
  });

  it('an annotation asks for a behaviour too, and -evicted is thrown out', async () => {
    const namespace = await newNamespace();
    store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'p',
        namespace,
        annotations: { 'sandbox.slipway.dev/behaviour': 'evicted' },
      },
      spec: template('p', 'registry.local/web:1').spec,
    });
    const pod = await until(() => {
      const [found] = pods(namespace);
      return found?.status.reason === 'Evicted' && found;
    });
    assert.equal(pod.status.phase, 'Failed');
    assert.match(pod.status.message, /^The node was low on resource: memory\./);
  });
});
