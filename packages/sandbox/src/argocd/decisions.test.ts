import assert from 'node:assert/strict';
import test from 'node:test';
import type { StoredObject } from '../world/seams.ts';
import { differs } from './compare/findDifference.ts';
import { hasDroppedField } from './compare/findDroppedField.ts';
import { replaceConditions } from './control/conditions.ts';
import { planAutoSync, selfHealDelay } from './control/planAutoSync.ts';
import { planRefresh } from './control/planRefresh.ts';
import { kitchenTime, nextRetryAt } from './control/retry.ts';
import { aggregateHealth } from './health/aggregateHealth.ts';
import { assessHealth } from './health/assessHealth.ts';
import type { Application } from './model/Application.ts';
import { trackedBy } from './model/Manifest.ts';
import { findForbidden } from './project/permissions.ts';
import { canSync, firesAt } from './project/syncWindows.ts';
import { parseImageOverride } from './render/renderKustomize.ts';
import { wordsOf } from './render/runTool.ts';
import { parseRefs } from './source/listRefs.ts';
import { findCredentials } from './source/repositoryCredentials.ts';
import { resolveRevision } from './source/resolveRevision.ts';

const now = new Date('2026-11-21T13:52:00Z');
const commit = 'a'.repeat(40);

function applicationWith(parts: Partial<Application>): Application {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'shop',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '',
    },
    spec: {
      project: 'default',
      destination: { server: 'https://one', namespace: 'shop' },
      source: { repoURL: 'https://forge/shop.git', path: 'dev' },
    },
    ...parts,
  } as Application;
}

function object(parts: Record<string, unknown>): StoredObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'demo',
      namespace: 'shop',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '',
      generation: 1,
    },
    ...parts,
  };
}

const cases: Array<
  [rule: string, target: unknown, live: unknown, expected: boolean]
> = [
  ['what the cluster adds does not count', { a: 1 }, { a: 1, b: 2 }, false],
  ['another value counts', { a: 1 }, { a: 2 }, true],
  ['a missing value counts', { a: 1 }, {}, true],
  [
    'empty and absent are the same',
    { a: {}, b: [], c: null, d: false },
    {},
    false,
  ],
  [
    'amounts are compared and not their spelling',
    { cpu: '500m' },
    { cpu: '0.5' },
    false,
  ],
  ['a name is not an amount', { tag: 'v1' }, { tag: 'v2' }, true],
  [
    'containers are found by name',
    { containers: [{ name: 'a', image: 'x' }] },
    { containers: [{ name: 'a', image: 'x', resources: {} }] },
    false,
  ],
  [
    'ports are found by number',
    { ports: [{ port: 80 }] },
    { ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] },
    false,
  ],
  ['one element more counts', { args: ['a'] }, { args: ['a', 'b'] }, true],
  [
    'the order of plain values counts',
    { args: ['a', 'b'] },
    { args: ['b', 'a'] },
    true,
  ],
];
for (const [rule, target, live, expected] of cases) {
  test(`comparing: ${rule}`, () => {
    assert.equal(differs(target, live), expected);
  });
}

test('comparing: a field that Argo CD has set and the manifest no longer sets counts', () => {
  const live = object({
    metadata: {
      name: 'demo',
      managedFields: [
        {
          manager: 'argocd-controller',
          operation: 'Apply',
          fieldsV1: {
            'f:spec': {
              'f:type': {},
              'f:ports': {
                'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} },
              },
            },
          },
        },
      ],
    },
  });
  const target = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'demo' },
  };
  const ports = [{ port: 80 }];
  assert.equal(
    hasDroppedField({ ...target, spec: { ports, type: 'ClusterIP' } }, live),
    false,
  );
  assert.equal(hasDroppedField({ ...target, spec: { ports } }, live), true);
});

test('an object belongs to the Application that its mark names, unless the mark was copied from another', () => {
  const marked = (id: string) =>
    trackedBy(
      object({
        metadata: {
          name: 'demo',
          namespace: 'shop',
          annotations: { 'argocd.argoproj.io/tracking-id': id },
        },
      }),
    );
  assert.equal(marked('shop:/Service:shop/demo'), 'shop');
  assert.equal(marked('shop:argoproj.io/Rollout:shop/demo'), undefined);
});

function secret(
  name: string,
  type: string,
  data: Record<string, string>,
): StoredObject {
  return object({
    kind: 'Secret',
    metadata: { name, labels: { 'argocd.argoproj.io/secret-type': type } },
    data: Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        Buffer.from(value).toString('base64'),
      ]),
    ),
  });
}

test('credentials: the project’s repository, then the one of no project, then the longest template', () => {
  const secrets = [
    secret('all', 'repo-creds', { url: 'https://forge/', password: 'short' }),
    secret('group', 'repo-creds', {
      url: 'https://forge/acme/',
      password: 'long',
    }),
    secret('open', 'repository', {
      url: 'https://forge/acme/shop',
      password: 'global',
    }),
    secret('own', 'repository', {
      url: 'https://Forge/acme/shop.git',
      project: 'shop',
      password: 'own',
    }),
    secret('bare', 'repository', { url: 'https://forge/acme/bare.git' }),
  ];
  const password = (url: string, project: string) =>
    findCredentials(secrets, url, project)?.password;
  assert.equal(password('https://forge/acme/shop.git', 'shop'), 'own');
  assert.equal(password('https://forge/acme/shop.git', 'other'), 'global');
  assert.equal(password('https://forge/acme/bare.git', 'any'), 'long');
  // The slash at the end of a template counts.
  assert.equal(password('https://forge/acme-other/bare.git', 'any'), 'short');
  assert.equal(password('https://forge/else.git', 'any'), 'short');
  assert.equal(password('https://elsewhere/x.git', 'any'), undefined);
});

test('revisions: branch, annotated tag, commit, range, and what there is not', () => {
  const refs = new Map([
    ['HEAD', commit],
    ['refs/heads/main', commit],
    ['refs/tags/v1.2.9', 'b'.repeat(40)],
    ['refs/tags/v1.2.10', 'c'.repeat(40)],
    ['refs/tags/v1.2.10^{}', 'd'.repeat(40)],
  ]);
  assert.equal(resolveRevision(refs, 'main'), commit);
  assert.equal(resolveRevision(refs, undefined), commit);
  assert.equal(resolveRevision(refs, 'v1.2.10'), 'd'.repeat(40));
  assert.equal(resolveRevision(refs, 'v1.2.*'), 'd'.repeat(40));
  assert.equal(resolveRevision(refs, 'bbbbbbbb'), 'b'.repeat(40));
  assert.throws(
    () => resolveRevision(refs, 'nope'),
    /unable to resolve 'nope' to a commit SHA/,
  );
});

test('an advertisement of refs is read packet by packet', () => {
  const line = (text: string) =>
    (text.length + 4).toString(16).padStart(4, '0') + text;
  const refs = parseRefs(
    `${line('# service=git-upload-pack\n')}0000${line(
      `${commit} HEAD\0caps\n`,
    )}${line(`${commit} refs/heads/main\n`)}0000`,
  );
  assert.deepEqual(
    [...refs],
    [
      ['HEAD', commit],
      ['refs/heads/main', commit],
    ],
  );
});

test('the words of kubectl’s kustomize are told as those of kustomize', () => {
  assert.equal(
    wordsOf(
      'E1121 15:19:15 1 run.go:72] "command failed" err="accumulating \\"x\\""\n',
    ),
    'Error: accumulating "x"',
  );
  assert.equal(wordsOf('error: no such thing\n'), 'Error: no such thing');
});

test('an image override is read as kustomize reads it', () => {
  assert.deepEqual(parseImageOverride('app=host:5000/acme/shop:1'), {
    name: 'app',
    newName: 'host:5000/acme/shop',
    newTag: '1',
  });
  assert.deepEqual(parseImageOverride('host:5000/shop@sha256:1'), {
    name: 'host:5000/shop',
    newName: 'host:5000/shop',
    digest: 'sha256:1',
  });
});

test('a refresh: asked for, source changed, too long ago, requested, or none', () => {
  const compared = applicationWith({
    status: {
      reconciledAt: '2026-11-21T13:51:00Z',
      sync: {
        status: 'Synced',
        comparedTo: {
          source: { repoURL: 'https://forge/shop.git', path: 'dev' },
          destination: { server: 'https://one', namespace: 'shop' },
        },
      },
    },
  });
  const plan = (
    application: Application,
    requested?: 'recent',
    seconds = 180,
  ) => planRefresh(application, { now, resyncSeconds: seconds, requested });
  assert.equal(plan(compared), undefined);
  assert.equal(plan(compared, 'recent')?.level, 'recent');
  assert.equal(plan(compared, undefined, 30)?.level, 'latest');
  assert.equal(plan(applicationWith({}))?.level, 'forced');
  const asked = {
    ...compared,
    metadata: {
      ...compared.metadata,
      annotations: { 'argocd.argoproj.io/refresh': 'hard' },
    },
  };
  assert.deepEqual(plan(asked), { level: 'forced', isHard: true });
});

const automated = applicationWith({
  spec: {
    ...applicationWith({}).spec,
    syncPolicy: { automated: { prune: true, selfHeal: true } },
  },
});
const outOfSync = {
  sync: 'OutOfSync' as const,
  resources: [{ kind: 'Service', name: 'demo', status: 'OutOfSync' as const }],
};

test('the automation syncs once for each commit, refuses after a failure, and mends', () => {
  const plan = (status: Application['status']) =>
    planAutoSync({
      application: { ...automated, status },
      comparison: outOfSync,
      revision: commit,
      now,
    });
  assert.equal(plan(undefined).type, 'sync');
  const state = (phase: 'Failed' | 'Succeeded', attempts?: number) => ({
    operationState: {
      phase,
      message: 'because',
      startedAt: '',
      finishedAt: '2026-11-21T13:51:59Z',
      operation: { sync: { autoHealAttemptsCount: attempts } },
      syncResult: { revision: commit, source: automated.spec.source },
    },
  });
  assert.deepEqual(plan(state('Failed')), {
    type: 'refuse',
    message: `Failed last sync attempt to [${commit}]: because`,
  });
  assert.equal(plan(state('Succeeded')).type, 'sync');
  assert.deepEqual(plan(state('Succeeded', 2)), {
    type: 'wait',
    milliseconds: 5_000,
  });
  assert.equal(selfHealDelay(20), 300_000);
});

test('retries wait twice as long each time, up to the longest, and the time is told as on a kitchen clock', () => {
  const wait = (count: number) =>
    nextRetryAt({ limit: 5 }, now, count).getTime() - now.getTime();
  assert.deepEqual([0, 1, 2, 9].map(wait), [5_000, 10_000, 20_000, 180_000]);
  assert.equal(kitchenTime(now), '1:52PM');
  assert.equal(kitchenTime(new Date('2026-11-21T00:05:00Z')), '12:05AM');
});

test('a condition that says the same keeps its time', () => {
  const known = [
    {
      type: 'ComparisonError' as const,
      message: 'a',
      lastTransitionTime: 'then',
    },
  ];
  const replace = (message: string) =>
    replaceConditions(
      known,
      ['ComparisonError'],
      [{ type: 'ComparisonError', message }],
      'now',
    )?.[0].lastTransitionTime;
  assert.equal(replace('a'), 'then');
  assert.equal(replace('b'), 'now');
  assert.equal(
    replaceConditions(known, ['ComparisonError'], [], 'now'),
    undefined,
  );
});

test('health: missing beside something alive does not count, all missing is Missing', () => {
  const live = (status: 'Healthy' | 'Degraded') => ({
    isLive: true,
    health: { status },
  });
  const missing = { isLive: false, health: { status: 'Missing' as const } };
  assert.equal(aggregateHealth([missing, live('Healthy')]), 'Healthy');
  assert.equal(aggregateHealth([missing, missing]), 'Missing');
  assert.equal(
    aggregateHealth([live('Healthy'), live('Degraded')]),
    'Degraded',
  );
  assert.equal(aggregateHealth([]), 'Healthy');
});

test('health: each kind as Argo CD assesses it', () => {
  const rollout = (status: unknown) =>
    assessHealth(
      object({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', status }),
    );
  assert.deepEqual(
    rollout({
      observedGeneration: '1',
      phase: 'Paused',
      message: 'CanaryPauseStep',
    }),
    { status: 'Suspended', message: 'CanaryPauseStep' },
  );
  assert.deepEqual(rollout(undefined), {
    status: 'Progressing',
    message: 'Waiting for rollout spec update to be observed',
  });
  const pod = (status: unknown) =>
    assessHealth(object({ kind: 'Pod', spec: {}, status }))?.status;
  assert.equal(
    pod({
      phase: 'Pending',
      containerStatuses: [
        { name: 'a', state: { waiting: { reason: 'ImagePullBackOff' } } },
      ],
    }),
    'Degraded',
  );
  assert.equal(
    pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }),
    'Healthy',
  );
  const job = (type: string) =>
    assessHealth(
      object({
        apiVersion: 'batch/v1',
        kind: 'Job',
        status: { conditions: [{ type, status: 'True' }] },
      }),
    )?.status;
  assert.deepEqual(['Complete', 'Failed', 'Suspended'].map(job), [
    'Healthy',
    'Degraded',
    'Suspended',
  ]);
  const autoscaler = (status: unknown) =>
    assessHealth(
      object({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        status,
      }),
    )?.status;
  assert.equal(autoscaler({}), 'Progressing');
  assert.equal(
    autoscaler({ conditions: [{ type: 'AbleToScale', status: 'True' }] }),
    'Healthy',
  );
  assert.equal(assessHealth(object({ kind: 'ConfigMap' })), undefined);
});

test('a project lets through what it lists and nothing that it excepts', () => {
  const project = {
    name: 'p',
    sourceRepos: ['https://forge/*', '!https://forge/secret.git'],
    destinations: [
      { server: 'https://one', namespace: 'shop-*' },
      { server: 'https://one', namespace: 'shop' },
    ],
  };
  const forbidden = (repoURL: string, namespace: string) =>
    findForbidden(
      project,
      applicationWith({
        spec: {
          project: 'p',
          source: { repoURL },
          destination: { server: 'https://one', namespace },
        },
      }),
    ).length;
  assert.equal(forbidden('https://forge/a.git', 'shop-dev'), 0);
  assert.equal(forbidden('https://forge/secret.git', 'shop'), 1);
  assert.equal(forbidden('https://else/a.git', 'kube-system'), 2);
});

test('windows: a deny closes, an allow opens only its time, and a person may go through where it says so', () => {
  const at = (
    time: string,
    window: Record<string, unknown>,
    isManual = false,
  ) =>
    canSync(
      {
        name: 'p',
        syncWindows: [
          {
            kind: 'allow',
            schedule: '0 9 * * 1-5',
            duration: '8h',
            applications: ['*'],
            ...window,
          } as never,
        ],
      },
      applicationWith({}),
      { isManual, now: new Date(time) },
    );
  const friday = '2026-11-20T12:00:00Z';
  const saturday = '2026-11-21T12:00:00Z';
  assert.equal(at(friday, {}), true);
  assert.equal(at(saturday, {}), false);
  assert.equal(at(saturday, { manualSync: true }, true), true);
  assert.equal(at(friday, { kind: 'deny' }), false);
  assert.equal(at(saturday, { kind: 'deny' }), true);
  assert.equal(at(friday, { applications: ['other'] }), true);
  assert.equal(firesAt('*/15 * * * *', new Date('2026-11-21T12:30:00Z')), true);
  assert.equal(
    firesAt('0 13 * * *', new Date('2026-11-21T12:00:00Z'), 'Europe/Berlin'),
    true,
  );
});
