import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { startKubelet } from '../kubelet/index.ts';
import { createClusterStore } from '../kubernetes/index.ts';
import { ScaledClock } from '../world/Clock.ts';
import { MemoryStorage } from '../world/Storage.ts';
import type { NewObject, StoredObject } from '../world/seams.ts';
import type { Rollout } from './model/Rollout.ts';
import { startRollouts } from './startRollouts.ts';

const NAMESPACE = 'shop';
const labels = { app: 'demo' };
const API = 'argoproj.io/v1alpha1';

function rolloutWith(
  strategy: Record<string, unknown>,
  spec: Record<string, unknown> = {},
  annotations: Record<string, string> = {},
): NewObject {
  return {
    apiVersion: API,
    kind: 'Rollout',
    metadata: { name: 'demo', namespace: NAMESPACE, annotations },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      strategy,
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'demo', image: 'host/demo:v1' }] },
      },
      ...spec,
    },
  };
}

function service(name: string): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE },
    spec: { selector: labels, ports: [{ port: 80 }] },
  };
}

function template(
  metric: Record<string, unknown>,
  args: unknown[] = [],
): NewObject {
  return {
    apiVersion: API,
    kind: 'AnalysisTemplate',
    metadata: { name: 'check', namespace: NAMESPACE },
    spec: {
      args,
      metrics: [
        {
          name: 'check',
          provider: { web: { url: 'http://monitor/', jsonPath: '{$.ok}' } },
          successCondition: 'result == 1',
          ...metric,
        },
      ],
    },
  };
}

const templates = [{ templateName: 'check' }];

/** Twins of Rollouts and of the kubelet on a cluster of their own. */
class Stage {
  readonly clock = new ScaledClock(20);
  readonly problems: string[] = [];
  readonly store = createClusterStore({
    name: 'test',
    storage: new MemoryStorage(),
    clock: this.clock,
  });
  #parts;

  constructor(t: TestContext) {
    this.store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
    const { store, clock } = this;
    const log = (line: string) => this.problems.push(line);
    this.#parts = [
      startRollouts({ store, clock, log }),
      startKubelet({
        store,
        clock,
        log,
        registry: { canPull: async () => 'ok' },
      }),
    ];
    t.after(async () => {
      for (const part of this.#parts) {
        await part.stop();
      }
      assert.deepEqual(this.problems, []);
    });
  }

  get rollout(): Rollout {
    return this.store.get({
      apiVersion: API,
      kind: 'Rollout',
      namespace: NAMESPACE,
      name: 'demo',
    }) as Rollout;
  }

  list(kind: string, apiVersion = API): StoredObject[] {
    return this.store.list(apiVersion, kind, { namespace: NAMESPACE });
  }

  get replicaCounts(): number[] {
    return this.list('ReplicaSet', 'apps/v1')
      .map(each => each.spec.replicas)
      .sort((a, b) => b - a);
  }

  service(name: string): StoredObject {
    return this.store.get({
      apiVersion: 'v1',
      kind: 'Service',
      namespace: NAMESPACE,
      name,
    })!;
  }

  patch(patch: Record<string, unknown>, subresource?: 'status'): void {
    this.store.mergePatch(
      { apiVersion: API, kind: 'Rollout', namespace: NAMESPACE, name: 'demo' },
      patch,
      { subresource },
    );
  }

  image(tag: string): void {
    const { template: current } = this.rollout.spec;
    const next = structuredClone(current!);
    next.spec!.containers[0].image = `host/demo:${tag}`;
    this.patch({ spec: { template: next } });
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!isSo()) {
      if (Date.now() > deadline) {
        throw new Error(
          `${what} did not happen: ${JSON.stringify(this.rollout.status)}`,
        );
      }
      await delay(3);
    }
  }

  async becomes(phase: string, message = ''): Promise<void> {
    await this.until(() => {
      const { status, metadata } = this.rollout;
      return (
        status?.phase === phase &&
        (status.message ?? '').includes(message) &&
        status.observedGeneration === String(metadata.generation)
      );
    }, `${phase} ${message}`);
  }

  async launch(rollout: NewObject, ...others: NewObject[]): Promise<void> {
    for (const each of [...others, rollout]) {
      this.store.create(each);
    }
    await this.becomes('Healthy');
  }
}

const jobStep = {
  canary: { steps: [{ setWeight: 50 }, { analysis: { templates } }] },
};
const job = {
  provider: {
    job: {
      spec: {
        backoffLimit: 0,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'check', image: 'host/demo:v1' }],
          },
        },
      },
    },
  },
  successCondition: undefined,
};

test('a job that ends well lets the canary go on', async t => {
  const stage = new Stage(t);
  await stage.launch(rolloutWith(jobStep), template(job));
  stage.image('v2');
  await stage.becomes('Healthy');
  await stage.until(
    () =>
      stage.rollout.status?.stableRS === stage.rollout.status?.currentPodHash,
    'promotion',
  );
  const [run] = stage.list('AnalysisRun');
  assert.equal(run.status.phase, 'Successful');
  assert.match(
    run.status.metricResults[0].measurements[0].metadata['job-name'],
    /\.check\.1$/,
  );
});

test('a job that fails aborts the canary', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(jobStep, {}, { 'sandbox.slipway.dev/analysis': 'failed' }),
    template(job),
  );
  stage.image('v2');
  await stage.becomes(
    'Degraded',
    'assessed Failed due to failed (1) > failureLimit (0)',
  );
  await stage.until(() => stage.replicaCounts.join() === '2,0', 'going back');
});

test('an analysis without a result pauses the canary until a person goes on', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(
      jobStep,
      {},
      { 'sandbox.slipway.dev/analysis': 'inconclusive' },
    ),
    template({}),
  );
  stage.image('v2');
  await stage.becomes('Paused', 'InconclusiveAnalysisRun');
  assert.equal(stage.rollout.status?.currentStepIndex, 1);
  stage.patch(
    {
      status: {
        pauseConditions: null,
        controllerPause: false,
        currentStepIndex: 2,
      },
    },
    'status',
  );
  await stage.becomes('Healthy');
});

test('a background analysis that fails aborts at whatever step the canary is', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(
      {
        canary: {
          analysis: { templates, startingStep: 1 },
          steps: [{ setWeight: 50 }, { pause: {} }],
        },
      },
      {},
      { 'sandbox.slipway.dev/analysis': 'failed' },
    ),
    template({ interval: '1s' }),
  );
  stage.image('v2');
  await stage.becomes('Degraded', 'Background analysis phase error/failed');
  const [run] = stage.list('AnalysisRun');
  assert.equal(run.metadata.labels?.['rollout-type'], 'Background');
});

test('arguments of a template are filled in from the rollout, the revision and the defaults', async t => {
  const stage = new Stage(t);
  const step = {
    templates,
    args: [
      { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
      {
        name: 'app',
        valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } },
      },
    ],
  };
  const rollout = rolloutWith({ canary: { steps: [{ analysis: step }] } });
  rollout.metadata.labels = labels;
  await stage.launch(
    rollout,
    template(
      {
        provider: {
          web: {
            url: 'http://monitor/{{args.app}}/{{args.hash}}/{{args.path}}',
          },
        },
      },
      [{ name: 'hash' }, { name: 'app' }, { name: 'path', value: 'ok' }],
    ),
  );
  stage.image('v2');
  await stage.until(() => stage.list('AnalysisRun').length === 1, 'the run');
  const [run] = stage.list('AnalysisRun');
  assert.deepEqual(run.spec.args, [
    { name: 'hash', value: stage.rollout.status?.currentPodHash },
    { name: 'app', value: 'demo' },
    { name: 'path', value: 'ok' },
  ]);
  await stage.becomes('Healthy');
});

const services = [service('demo-active'), service('demo-preview')];
const blueGreen = (rest: Record<string, unknown>) => ({
  blueGreen: {
    activeService: 'demo-active',
    previewService: 'demo-preview',
    scaleDownDelaySeconds: 5,
    ...rest,
  },
});

test('a failed analysis before the switch leaves the active service where it is', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(
      blueGreen({ prePromotionAnalysis: { templates } }),
      {},
      { 'sandbox.slipway.dev/analysis': 'failed' },
    ),
    template({}),
    ...services,
  );
  const stable = stage.rollout.status?.stableRS;
  stage.image('v2');
  await stage.becomes(
    'Degraded',
    'Blue/green pre-promotion analysis phase error/failed',
  );
  const { selector } = stage.service('demo-active').spec;
  assert.equal(selector['rollouts-pod-template-hash'], stable);
});

test('the preview runs few pods until it is promoted', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(
      blueGreen({ autoPromotionEnabled: false, previewReplicaCount: 1 }),
    ),
    ...services,
  );
  stage.image('v2');
  await stage.becomes('Paused', 'BlueGreenPause');
  assert.deepEqual(stage.replicaCounts, [2, 1]);
  stage.patch({ status: { pauseConditions: null } }, 'status');
  await stage.becomes('Healthy');
  await stage.until(
    () => stage.replicaCounts.join() === '2,0',
    'the old pods going',
  );
});

test('going back while the old pods still run needs no promotion', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(
      blueGreen({ autoPromotionEnabled: false, scaleDownDelaySeconds: 600 }),
    ),
    ...services,
  );
  const first = stage.rollout.status?.currentPodHash;
  stage.image('v2');
  await stage.becomes('Paused', 'BlueGreenPause');
  stage.patch({ status: { pauseConditions: null } }, 'status');
  await stage.becomes('Healthy');
  stage.image('v1');
  await stage.until(
    () =>
      stage.service('demo-active').spec.selector[
        'rollouts-pod-template-hash'
      ] === first,
    'the switch back',
  );
  await stage.becomes('Healthy');
  assert.equal(
    stage.rollout.metadata.annotations?.['rollout.argoproj.io/revision'],
    '3',
  );
});

test('a change of the number of pods alone is no update', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith({ canary: { steps: [{ setWeight: 50 }, { pause: {} }] } }),
  );
  stage.patch({ spec: { replicas: 4 } });
  await stage.until(
    () => stage.rollout.status?.availableReplicas === 4,
    'four pods',
  );
  await stage.becomes('Healthy');
  assert.equal(stage.list('ReplicaSet', 'apps/v1').length, 1);
});

test('a deadline that aborts goes back to the stable pods', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith(
      { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } },
      { progressDeadlineSeconds: 10, progressDeadlineAbort: true },
    ),
  );
  stage.image('v2-unready');
  await stage.until(() => stage.rollout.status?.abort === true, 'the abort');
  await stage.until(() => stage.replicaCounts.join() === '2,0', 'going back');
});

test('a restart replaces every pod and is then remembered', async t => {
  const stage = new Stage(t);
  await stage.launch(rolloutWith({ canary: {} }));
  const before = stage.list('Pod', 'v1').map(pod => pod.metadata.uid);
  await stage.clock.sleep(2_000);
  const restartAt = `${stage.clock.now().toISOString().slice(0, 19)}Z`;
  stage.patch({ spec: { restartAt } });
  await stage.until(
    () => stage.rollout.status?.restartedAt === restartAt,
    'the restart',
  );
  await stage.until(
    () =>
      stage.list('Pod', 'v1').every(pod => !before.includes(pod.metadata.uid)),
    'new pods',
  );
});

test('the skipped step is passed at once', async t => {
  const stage = new Stage(t);
  await stage.launch(
    rolloutWith({
      canary: { steps: [{ setWeight: 50 }, { pause: {} }, { pause: {} }] },
    }),
  );
  stage.image('v2');
  await stage.becomes('Paused', 'CanaryPauseStep');
  stage.patch({ status: { currentStepIndex: 3 } }, 'status');
  await stage.becomes('Healthy');
});

test('old ReplicaSets beyond the limit are deleted', async t => {
  const stage = new Stage(t);
  await stage.launch(rolloutWith({ canary: {} }, { revisionHistoryLimit: 1 }));
  for (const tag of ['v2', 'v3', 'v4']) {
    stage.image(tag);
    await stage.until(
      () => stage.rollout.status?.phase === 'Progressing',
      'the update',
    );
    await stage.becomes('Healthy');
  }
  await stage.until(
    () => stage.list('ReplicaSet', 'apps/v1').length === 2,
    'pruning',
  );
});

test('a rollout of a Deployment’s template follows the Deployment', async t => {
  const stage = new Stage(t);
  stage.store.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'demo', namespace: NAMESPACE },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'demo', image: 'host/demo:v1' }] },
      },
    },
  });
  await stage.launch({
    apiVersion: API,
    kind: 'Rollout',
    metadata: { name: 'demo', namespace: NAMESPACE },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'demo' },
      strategy: { canary: {} },
    },
  });
  assert.equal(stage.rollout.spec.template, undefined);
  const sets = stage
    .list('ReplicaSet', 'apps/v1')
    .filter(each => each.metadata.ownerReferences?.[0].kind === 'Rollout');
  assert.equal(sets[0].spec.template.spec.containers[0].image, 'host/demo:v1');
});

test('an analysis run that nobody owns stands on its own', async t => {
  const stage = new Stage(t);
  stage.store.create({
    apiVersion: API,
    kind: 'AnalysisRun',
    metadata: { name: 'alone', namespace: NAMESPACE },
    spec: template({ count: 2, interval: '1s' }).spec,
  });
  await stage.until(
    () => stage.list('AnalysisRun')[0].status?.phase === 'Successful',
    'its end',
  );
  assert.deepEqual(stage.list('AnalysisRun')[0].status.runSummary, {
    count: 1,
    successful: 1,
  });
});
