import { formatSentence, OperationKind } from '@slipway/plugin-delivery-common';
import {
  application,
  canary,
  canaryInput,
  healthyInput,
  input,
  pausedAtStep,
  pod,
  replicaSet,
  sha1,
  sha2,
  stuckInput,
} from '../__fixtures__/objects/build';
import { deriveOperations } from './deriveOperations';
import { EnvironmentInput } from './EnvironmentInput';
import { planOperation } from './planOperation';

type ClusterOperation = Exclude<OperationKind, 'retry-pipeline'>;

function effects(environment: EnvironmentInput): Record<string, string> {
  return Object.fromEntries(
    deriveOperations(environment).map(it => [
      it.kind,
      formatSentence(it.effect),
    ]),
  );
}

function basis(environment: EnvironmentInput, kind: ClusterOperation): string {
  const offer = deriveOperations(environment).find(it => it.kind === kind);
  if (!offer) throw new Error(`${kind} is not offered`);
  return offer.basis;
}

function plan(
  environment: EnvironmentInput,
  kind: ClusterOperation,
  reason?: string,
) {
  return planOperation(kind, environment, {
    basis: basis(environment, kind),
    username: 'user:default/somebody',
    reason,
  });
}

const refresh = 'Argo CD compares Development with git now.';
const abort = 'Takes v2 out of Development: all the traffic goes back to v1.';
const promoteFull =
  'Gives all the traffic of Development to v2 at once and skips the steps and checks that are left.';
const outOfSync = { sync: { status: 'OutOfSync', revision: sha2 } };
const v2 = { image: 'registry.example/payments', tag: 'v2' };
const running = { operation: { sync: { revision: sha2 } } };
const blueGreen = {
  spec: {
    replicas: 1,
    strategy: { blueGreen: { autoPromotionEnabled: false } },
  },
};
const bluePause = {
  phase: 'Paused',
  currentStepIndex: undefined,
  pauseConditions: [
    { reason: 'BlueGreenPause', startTime: '2026-11-21T11:01:00Z' },
  ],
};

describe('the operations that are offered', () => {
  it.each<[string, EnvironmentInput, Record<string, string>]>([
    ['nothing is there', input(), {}],
    ['all is well', healthyInput(), { refresh }],
    [
      'git asks for another image',
      healthyInput({ application: application(outOfSync), wantedImages: [v2] }),
      { refresh, sync: 'Deploys v2 to Development in place of v1.' },
    ],
    [
      'settings differ',
      healthyInput({
        application: application(outOfSync),
        wantedImages: [{ ...v2, tag: 'v1' }],
      }),
      {
        refresh,
        sync: 'Brings the settings of Development to what git asks for; v1 stays.',
      },
    ],
    [
      'nothing was ever deployed',
      input({ application: application({ ...outOfSync, history: [] }) }),
      { refresh, sync: 'Deploys bbbbbbbb to Development.' },
    ],
    [
      'a sync is running',
      healthyInput({ application: application(outOfSync, running) }),
      { refresh },
    ],
    [
      'the last sync failed',
      healthyInput({
        application: application({
          ...outOfSync,
          operationState: { phase: 'Failed' },
        }),
        wantedImages: [v2],
      }),
      { refresh, sync: 'Deploys v2 to Development in place of v1.' },
    ],
    [
      'git cannot be read',
      healthyInput({
        application: application({
          ...outOfSync,
          conditions: [{ type: 'ComparisonError', message: 'x' }],
        }),
      }),
      { refresh },
    ],
    [
      'a canary waits at a step',
      canaryInput(pausedAtStep),
      {
        refresh,
        promote:
          'Goes on with v2 in Development: step 3 of 5 is next, with up to 20 % of the traffic.',
        'promote-full': promoteFull,
        abort,
      },
    ],
    [
      'a canary waits at its last step',
      canaryInput({ ...pausedAtStep, currentStepIndex: 4 }),
      {
        refresh,
        promote: 'Gives all the traffic of Development to v2 in place of v1.',
        abort,
      },
    ],
    [
      'a canary waits and none of its pods is available',
      stuckInput([], { rollouts: [canary(pausedAtStep)] }),
      { refresh, abort },
    ],
    [
      'a canary is on its way',
      canaryInput(),
      { refresh, 'promote-full': promoteFull, abort },
    ],
    [
      'a canary does not come up',
      stuckInput([pod({ state: { waiting: { reason: 'ImagePullBackOff' } } })]),
      { refresh, abort },
    ],
    [
      'a canary is aborted',
      canaryInput({ abort: true, phase: 'Degraded' }),
      { refresh, retry: 'Starts the rollout of v2 in Development again.' },
    ],
    [
      'the deadline of a canary is over',
      canaryInput({
        phase: 'Degraded',
        conditions: [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
          },
        ],
      }),
      { refresh, abort },
    ],
    [
      'a promotion has not been taken up',
      canaryInput({ ...pausedAtStep, pauseConditions: undefined }),
      { refresh },
    ],
    [
      'a preview waits',
      canaryInput(bluePause, {}, blueGreen),
      {
        refresh,
        promote: 'Gives all the traffic of Development to v2 in place of v1.',
        abort: 'Takes the preview of v2 out of Development: v1 stays live.',
      },
    ],
    [
      'a person paused it between two steps',
      canaryInput({ currentStepIndex: 3 }, {}, { spec: { paused: true } }),
      {
        refresh,
        promote:
          'Goes on with v2 in Development: step 4 of 5 is next, with up to 50 % of the traffic.',
        'promote-full': promoteFull,
        abort,
      },
    ],
  ])('%s', (_, environment, expected) => {
    expect(effects(environment)).toEqual(expected);
  });
});

describe('the patches of an operation', () => {
  it.each<[string, ClusterOperation, EnvironmentInput, unknown[]]>([
    [
      'a refresh',
      'refresh',
      healthyInput(),
      [
        {
          patch: {
            metadata: {
              annotations: { 'argocd.argoproj.io/refresh': 'normal' },
            },
          },
        },
      ],
    ],
    [
      'a promotion from a step',
      'promote',
      canaryInput(pausedAtStep),
      [
        {
          subresource: 'status',
          patch: {
            metadata: { resourceVersion: '10' },
            status: { pauseConditions: null },
          },
        },
      ],
    ],
    [
      'a promotion past an analysis without a clear answer',
      'promote',
      canaryInput({
        ...pausedAtStep,
        currentStepIndex: 2,
        pauseConditions: [{ reason: 'InconclusiveAnalysisRun' }],
      }),
      [
        {
          subresource: 'status',
          patch: {
            metadata: { resourceVersion: '10' },
            status: {
              pauseConditions: null,
              controllerPause: false,
              currentStepIndex: 3,
            },
          },
        },
      ],
    ],
    [
      'a promotion of a preview',
      'promote',
      canaryInput(bluePause, {}, blueGreen),
      [
        {
          subresource: 'status',
          patch: {
            metadata: { resourceVersion: '10' },
            status: { pauseConditions: null },
          },
        },
      ],
    ],
    [
      'a promotion of what a person paused at a step',
      'promote',
      canaryInput(pausedAtStep, {}, { spec: { paused: true } }),
      [
        {
          patch: {
            metadata: { resourceVersion: '10' },
            spec: { paused: false },
          },
        },
        { subresource: 'status', patch: { status: { pauseConditions: null } } },
      ],
    ],
    [
      'a promotion of what a person paused between two steps skips none',
      'promote',
      canaryInput({ currentStepIndex: 3 }, {}, { spec: { paused: true } }),
      [
        {
          patch: {
            metadata: { resourceVersion: '10' },
            spec: { paused: false },
          },
        },
      ],
    ],
    [
      'a full promotion',
      'promote-full',
      canaryInput(pausedAtStep),
      [{ subresource: 'status', patch: { status: { promoteFull: true } } }],
    ],
    [
      'a full promotion of what a person paused',
      'promote-full',
      canaryInput(pausedAtStep, {}, { spec: { paused: true } }),
      [
        { patch: { spec: { paused: false } } },
        { subresource: 'status', patch: { status: { promoteFull: true } } },
      ],
    ],
    [
      'an abort',
      'abort',
      canaryInput(pausedAtStep),
      [{ subresource: 'status', patch: { status: { abort: true } } }],
    ],
    [
      'a retry',
      'retry',
      canaryInput({ abort: true, phase: 'Degraded' }),
      [{ subresource: 'status', patch: { status: { abort: false } } }],
    ],
  ])('%s', (_, kind, environment, patches) => {
    expect(plan(environment, kind)).toMatchObject({ kind: 'patch', patches });
  });

  it('of a sync names the person, the reason and the commit, and copies the options', () => {
    const environment = healthyInput({
      application: application(outOfSync, {
        spec: {
          source: { repoURL: 'https://forge.example/acme/payments-gitops.git' },
          destination: { namespace: 'payments-dev' },
          syncPolicy: {
            syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
          },
        },
      }),
    });
    expect(plan(environment, 'sync', 'for the demo')).toEqual({
      kind: 'patch',
      cluster: 'sandbox',
      target: {
        resource: expect.objectContaining({ plural: 'applications' }),
        namespace: 'argocd',
        name: 'payments-dev',
      },
      patches: [
        {
          patch: {
            metadata: { resourceVersion: '10' },
            operation: {
              initiatedBy: { username: 'user:default/somebody' },
              info: [{ name: 'Reason', value: 'for the demo' }],
              sync: {
                revision: sha2,
                prune: false,
                syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
                syncStrategy: { hook: {} },
              },
            },
            status: { operationState: null },
          },
        },
      ],
    });
  });

  it('of a sync prunes as the automated one would, and leaves several sources alone', () => {
    const environment = healthyInput({
      application: application(outOfSync, {
        spec: {
          sources: [
            { repoURL: 'https://a.example/a' },
            { repoURL: 'https://a.example/b' },
          ],
          destination: { namespace: 'payments-dev' },
          syncPolicy: { automated: { prune: true } },
        },
      }),
    });
    expect(plan(environment, 'sync')).toMatchObject({
      patches: [
        {
          patch: {
            operation: { sync: { prune: true, syncStrategy: { hook: {} } } },
          },
        },
      ],
    });
    expect(JSON.stringify(plan(environment, 'sync'))).not.toContain(sha2);
  });
});

describe('the basis of an offer', () => {
  it.each<[string, ClusterOperation, EnvironmentInput]>([
    [
      'another writing of the same state',
      'promote',
      canaryInput(pausedAtStep, {}, { metadata: { resourceVersion: '99' } }),
    ],
    [
      'a pod more',
      'promote',
      canaryInput(
        { ...pausedAtStep, availableReplicas: 5 },
        {
          replicaSets: [
            replicaSet('h1', 'v1', { wanted: 3, available: 3 }),
            replicaSet('h2', 'v2', { wanted: 2, available: 2 }),
          ],
        },
      ),
    ],
    [
      'a step more, for an abort',
      'abort',
      canaryInput({ currentStepIndex: 3 }),
    ],
  ])('stays with %s', (_, kind, later) => {
    const before = basis(canaryInput(pausedAtStep), kind);
    expect(
      planOperation(kind, later, { basis: before, username: 'a' }).kind,
    ).toBe('patch');
  });

  it.each<
    [string, ClusterOperation, EnvironmentInput, EnvironmentInput, string]
  >([
    [
      'the pause is another one',
      'promote',
      canaryInput(pausedAtStep),
      canaryInput({ ...pausedAtStep, currentStepIndex: 4 }),
      'operation.movedOn',
    ],
    [
      'the revision is another one',
      'abort',
      canaryInput(pausedAtStep),
      canaryInput({ ...pausedAtStep, currentPodHash: 'h3' }),
      'operation.movedOn',
    ],
    [
      'somebody aborted it',
      'promote',
      canaryInput(pausedAtStep),
      canaryInput({ ...pausedAtStep, abort: true }),
      'operation.notPossible',
    ],
    [
      'somebody promoted it',
      'promote',
      canaryInput(pausedAtStep),
      canaryInput({ ...pausedAtStep, pauseConditions: undefined }),
      'operation.notPossible',
    ],
    [
      'git asks for another commit',
      'sync',
      healthyInput({ application: application(outOfSync) }),
      healthyInput({
        application: application({
          sync: { status: 'OutOfSync', revision: 'c'.repeat(40) },
        }),
      }),
      'operation.movedOn',
    ],
    [
      'a sync is running',
      'sync',
      healthyInput({ application: application(outOfSync) }),
      healthyInput({ application: application(outOfSync, running) }),
      'operation.notPossible',
    ],
    [
      'it is synced by now',
      'sync',
      healthyInput({ application: application(outOfSync) }),
      healthyInput(),
      'operation.notPossible',
    ],
    [
      'the Application is another one',
      'refresh',
      healthyInput(),
      healthyInput({
        application: application({}, { metadata: { uid: 'new' } }),
      }),
      'operation.movedOn',
    ],
  ])('is void when %s', (_, kind, before, later, key) => {
    expect(
      planOperation(kind, later, { basis: basis(before, kind), username: 'a' }),
    ).toEqual({
      kind: 'conflict',
      sentence: { key, params: { environment: 'Development' } },
    });
  });

  it('differs between operations', () => {
    const offers = deriveOperations(canaryInput(pausedAtStep)).map(
      it => it.basis,
    );
    expect(new Set(offers).size).toBe(offers.length);
    expect(sha1).not.toBe(sha2);
  });
});
