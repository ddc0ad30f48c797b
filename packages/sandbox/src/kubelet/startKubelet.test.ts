import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createClusterStore } from '../kubernetes/createClusterStore.ts';
import type { KubernetesStore } from '../kubernetes/index.ts';
import { ScaledClock } from '../world/Clock.ts';
import type { Running, StoredObject } from '../world/seams.ts';
import { MemoryStorage } from '../world/Storage.ts';
import type { PullResult } from './control/KubeletContext.ts';
import { findCondition, isPodReady } from './pods/podConditions.ts';
import { startKubelet } from './startKubelet.ts';

const canary = 'canary-7f3a-password';

const pull = async (
  image: string,
  credentials?: { username: string; password: string },
): Promise<PullResult> => {
  if (!image.startsWith('registry.local/')) {
    return 'unknown-host';
  }
  if (image.includes('/private') && credentials?.password !== canary) {
    return 'unauthorized';
  }
  return image.endsWith(':missing') ? 'not-found' : 'ok';
};

/** For what is not there yet. */
const nothing = { status: {} } as unknown as StoredObject;

async function until<T>(look: () => T | undefined | false): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = look();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, 'it did not happen within 20 s');
    await delay(5);
  }
}

describe('the kubelet twin', () => {
  const clock = new ScaledClock(50);
  const log: string[] = [];
  let store: KubernetesStore;
  let kubelet: Running;

  before(async () => {
    store = createClusterStore({
      name: 'test',
      storage: new MemoryStorage(),
      clock,
    });
    kubelet = startKubelet({
      store,
      clock,
      registry: { canPull: pull },
      log: line => log.push(line),
    });
    await delay(10);
  });
  after(() => kubelet.stop());

  let lastNamespace = 0;
  const newNamespace = async (): Promise<string> => {
    lastNamespace += 1;
    const name = `case-${lastNamespace}`;
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await delay(5);
    return name;
  };

  const template = (app: string, image: string, more: object = {}) => ({
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'web', image }], ...more },
  });

  const deploy = (
    namespace: string,
    image: string,
    options: { replicas?: number; pod?: object; spec?: object } = {},
  ) =>
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace },
      spec: {
        replicas: options.replicas ?? 1,
        selector: { matchLabels: { app: 'web' } },
        template: template('web', image, options.pod),
        ...options.spec,
      },
    });

  const pods = (namespace: string) => store.list('v1', 'Pod', { namespace });
  const get = (kind: string, namespace: string, name = 'web') =>
    store.get({ apiVersion: 'apps/v1', kind, namespace, name });
  const events = (namespace: string, reason: string) =>
    store
      .list('v1', 'Event', { namespace })
      .filter(event => event.reason === reason);
  const container = (pod: StoredObject | undefined) =>
    pod?.status?.containerStatuses?.[0];

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

  const pullSecret = (namespace: string, password: string) =>
    store.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'registry', namespace },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: {
        '.dockerconfigjson': JSON.stringify({
          auths: {
            'registry.local': {
              auth: Buffer.from(`robot:${password}`).toString('base64'),
            },
          },
        }),
      },
    });
  const withSecret = { imagePullSecrets: [{ name: 'registry' }] };

  const pulls: Array<{
    rule: string;
    image: string;
    password?: string;
    pod?: object;
    message: RegExp | undefined;
  }> = [
    {
      rule: 'a private image needs a pull secret',
      image: 'registry.local/private:1',
      message:
        /pull access denied, repository does not exist or may require authorization/,
    },
    {
      rule: 'a pull secret with wrong credentials is told apart from none',
      image: 'registry.local/private:1',
      password: 'wrong',
      pod: withSecret,
      message:
        /failed to authorize: failed to fetch oauth token: .*401 Unauthorized/,
    },
    {
      rule: 'a pull secret with the right credentials pulls',
      image: 'registry.local/private:1',
      password: canary,
      pod: withSecret,
      message: undefined,
    },
    {
      rule: 'a tag that is not there is not found',
      image: 'registry.local/web:missing',
      message: /registry\.local\/web:missing: not found$/,
    },
    {
      rule: 'a registry on loopback that nobody knows refuses the connection',
      image: 'localhost:5005/acme/web:1',
      message: /dial tcp 127\.0\.0\.1:5005: connect: connection refused/,
    },
    {
      rule: 'an image of a registry outside is pulled',
      image: 'docker.io/library/busybox:1.36',
      message: undefined,
    },
  ];
  for (const { rule, image, password, pod, message } of pulls) {
    it(rule, async () => {
      const namespace = await newNamespace();
      if (password) {
        pullSecret(namespace, password);
      }
      deploy(namespace, image, { pod });
      if (!message) {
        await until(() => isPodReady(pods(namespace)[0] ?? nothing));
        return;
      }
      const reasons = new Set<string>();
      const waiting = await until(() => {
        const state = container(pods(namespace)[0])?.state.waiting;
        if (state) {
          reasons.add(state.reason);
        }
        return state?.reason === 'ImagePullBackOff' && state;
      });
      assert.match(waiting.message, message);
      assert.match(
        waiting.message,
        /^Back-off pulling image ".*": ErrImagePull: /,
      );
      assert.ok(reasons.has('ErrImagePull'));
      const failed = events(namespace, 'Failed').map(event => event.message);
      assert.ok(failed.some(text => text.startsWith('Failed to pull image')));
      assert.ok(failed.includes('Error: ErrImagePull'));
      assert.ok(failed.includes('Error: ImagePullBackOff'));
    });
  }

  it('a pull secret that comes later mends the pod by itself', async () => {
    const namespace = await newNamespace();
    deploy(namespace, 'registry.local/private:1', { pod: withSecret });
    await until(
      () => events(namespace, 'FailedToRetrieveImagePullSecret').length > 0,
    );
    pullSecret(namespace, canary);
    await until(() => isPodReady(pods(namespace)[0]));
  });

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

  it('no credential of a pull secret is in any log, event or pod', () => {
    const encoded = Buffer.from(`robot:${canary}`).toString('base64');
    const told = JSON.stringify([
      log,
      store.list('v1', 'Event'),
      store.list('v1', 'Pod'),
    ]);
    assert.ok(!told.includes(canary));
    assert.ok(!told.includes(encoded));
    assert.ok(!told.includes(Buffer.from(canary).toString('base64')));
  });

  it('nothing went wrong behind the scenes', () => {
    const unexpected = log.filter(
      line => !/exceeded quota|not found/.test(line),
    );
    assert.deepEqual(unexpected, []);
  });
});
