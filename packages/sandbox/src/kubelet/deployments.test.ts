import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { findCondition, isPodReady } from './pods/podConditions.ts';
import {
  nothing,
  startTestKubelet,
  until,
} from './testing/startTestKubelet.ts';

describe('Deployments on the kubelet twin', () => {
  const { store, newNamespace, template, deploy, pods, get, events, stop } =
    startTestKubelet();
  after(stop);

  it('a healthy Deployment becomes available, and says so step by step', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1', { replicas: 2 });
    const done = await until(() => {
      const found = get('Deployment', namespace);
      return found?.status?.availableReplicas === 2 && found;
    });
    assert.equal(
      done.metadata.annotations?.['deployment.kubernetes.io/revision'],
      '1',
    );
    assert.equal(
      findCondition(done, 'Progressing')?.reason,
      'NewReplicaSetAvailable',
    );
    const [pod] = pods(namespace);
    assert.match(pod.metadata.name, /^web-[a-z0-9]+-[a-z0-9]{5}$/);
    assert.equal(pod.status.phase, 'Running');
    assert.ok(pod.spec.nodeName);
    assert.ok(pod.status.podIP);
    for (const reason of [
      'ScalingReplicaSet',
      'SuccessfulCreate',
      'Scheduled',
      'Pulling',
      'Pulled',
      'Created',
      'Started',
    ]) {
      assert.ok(events(namespace, reason).length > 0, reason);
    }
  });

  it('a new template rolls over, revision 2, within its limits; a restart is revision 3', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1', { replicas: 2 });
    const isDone = (revision: string) => () => {
      const found = get('Deployment', namespace);
      return (
        found?.metadata.annotations?.['deployment.kubernetes.io/revision'] ===
          revision &&
        found.status?.observedGeneration === found.metadata.generation &&
        found.status?.replicas === 2 &&
        found.status?.updatedReplicas === 2 &&
        found.status?.availableReplicas === 2
      );
    };
    await until(isDone('1'));
    let fewest = 2;
    let most = 2;
    const stop = store.subscribe(({ object }) => {
      if (object.kind === 'Pod' && object.metadata.namespace === namespace) {
        const all = pods(namespace).filter(
          pod => !pod.metadata.deletionTimestamp,
        );
        most = Math.max(most, all.length);
        fewest = Math.min(fewest, all.filter(isPodReady).length);
      }
    });
    const patch = (spec: object) =>
      store.mergePatch(
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' },
        { spec },
      );
    patch({ template: template('web', 'registry.local/web:2') });
    await until(isDone('2'));
    assert.ok(
      pods(namespace).every(
        pod => isPodReady(pod) || pod.metadata.deletionTimestamp,
      ),
    );
    patch({
      template: {
        metadata: {
          annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' },
        },
      },
    });
    await until(isDone('3'));
    stop();
    assert.equal(most, 3);
    assert.equal(fewest, 2);
    assert.equal(store.list('apps/v1', 'ReplicaSet', { namespace }).length, 3);
  });

  it('going back to an old template takes its ReplicaSet again', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1');
    const key = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace,
      name: 'web',
    };
    const image = (tag: string) =>
      store.mergePatch(key, {
        spec: { template: template('web', `registry.local/web:${tag}`) },
      });
    const isAt = (revision: string) => () =>
      store.get(key)?.metadata.annotations?.[
        'deployment.kubernetes.io/revision'
      ] === revision;
    await until(isAt('1'));
    image('2');
    await until(isAt('2'));
    image('1');
    await until(isAt('3'));
    assert.equal(store.list('apps/v1', 'ReplicaSet', { namespace }).length, 2);
  });

  it('Recreate ends the old pods first', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1', {
      spec: { strategy: { type: 'Recreate' } },
    });
    await until(() => get('Deployment', namespace)?.status?.availableReplicas);
    let most = 0;
    const stop = store.subscribe(({ object }) => {
      if (object.kind === 'Pod' && object.metadata.namespace === namespace) {
        most = Math.max(most, pods(namespace).length);
      }
    });
    store.mergePatch(
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' },
      { spec: { template: template('web', 'registry.local/web:2') } },
    );
    await until(() => {
      const found = get('Deployment', namespace);
      return (
        found?.status?.observedGeneration === 2 &&
        found.status.availableReplicas === 1 &&
        found.status.updatedReplicas === 1
      );
    });
    stop();
    assert.equal(most, 1);
  });

  it('a quota is told by the ReplicaSet and the Deployment', async () => {
    const namespace = await newNamespace();
    store.create({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace },
      spec: { hard: { pods: '1' } },
    });
    deploy(namespace, 'registry.local/web:1', { replicas: 2 });
    const failure = await until(() =>
      findCondition(get('Deployment', namespace) ?? nothing, 'ReplicaFailure'),
    );
    assert.match(
      failure.message,
      /is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1$/,
    );
    assert.ok(events(namespace, 'FailedCreate').length > 0);
    await until(
      () =>
        store.get({
          apiVersion: 'v1',
          kind: 'ResourceQuota',
          namespace,
          name: 'small',
        })?.status?.used.pods === '1',
    );
  });

  it('scaling down takes pods away, and they end with their grace', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1', { replicas: 3 });
    await until(() => pods(namespace).filter(isPodReady).length === 3);
    store.mergePatch(
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' },
      { spec: { replicas: 1 } },
    );
    await until(() =>
      pods(namespace).some(pod => pod.metadata.deletionTimestamp),
    );
    await until(() => pods(namespace).length === 1);
    assert.equal(events(namespace, 'SuccessfulDelete').length, 2);
    assert.ok(events(namespace, 'Killing').length > 0);
  });

  it('a namespace goes with everything in it', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/web:1');
    await until(() => pods(namespace).length === 1);
    store.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
    await until(
      () =>
        !store.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }),
    );
    assert.equal(pods(namespace).length, 0);
  });
});
