import { formatSentence } from '@slipway/plugin-delivery-common';
import {
  application,
  canary,
  canaryInput,
  healthyInput,
  input,
  pausedAtStep,
  pod,
  replicaSet,
  rollout,
  sha2,
  stuckInput,
} from '../__fixtures__/objects/build';
import { AnalysisRunFacts, parseObject } from '../parse';
import { deriveEnvironment } from './deriveEnvironment';
import { EnvironmentInput } from './EnvironmentInput';

function tell(environment: EnvironmentInput) {
  return deriveEnvironment(environment).obstacles.map(
    it => `${it.code}: ${formatSentence(it.what)}`,
  );
}

const waiting = (reason: string, message?: string) =>
  pod({ state: { waiting: { reason, message } } });
const ready = (status: string, since: string, rest: object = {}) => ({
  conditions: [{ type: 'Ready', status, lastTransitionTime: since, ...rest }],
});
const unschedulable = (message: string, since: string) =>
  pod(
    { name: '' },
    {
      status: {
        containerStatuses: [],
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message,
            lastTransitionTime: since,
          },
        ],
      },
    },
  );

describe('what keeps pods from running (T13, T20)', () => {
  it.each<[string, EnvironmentInput, string, string]>([
    [
      'the tag is not in the registry',
      stuckInput([
        waiting(
          'ErrImagePull',
          'failed to resolve reference "registry.example/payments:v2": registry.example/payments:v2: not found',
        ),
      ]),
      'ImagePullBackOff: v2 cannot start: the registry has no such tag of registry.example/payments.',
      'degraded',
    ],
    [
      'the pull secret is missing or refused',
      stuckInput([
        waiting(
          'ErrImagePull',
          'failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized',
        ),
      ]),
      'ImagePullBackOff: v2 cannot start: the registry does not let payments-dev pull it.',
      'degraded',
    ],
    [
      'the registry is unknown',
      stuckInput([
        waiting(
          'ErrImagePull',
          'dial tcp: lookup registry.example: no such host',
        ),
      ]),
      'ImagePullBackOff: v2 cannot start: the registry of registry.example/payments cannot be reached.',
      'degraded',
    ],
    [
      'the pull backs off and does not say why',
      stuckInput([waiting('ImagePullBackOff', 'Back-off pulling image "x"')]),
      'ImagePullBackOff: v2 cannot start: its image cannot be pulled from registry.example/payments.',
      'degraded',
    ],
    [
      'the image name is no name',
      stuckInput([waiting('InvalidImageName')]),
      'InvalidImageName: registry.example/payments:v2 cannot start: that is not a valid image name.',
      'degraded',
    ],
    [
      'a secret is missing',
      stuckInput([
        waiting('CreateContainerConfigError', 'secret "db" not found'),
      ]),
      'CreateContainerConfigError: v2 cannot start: a Secret or ConfigMap that it needs is not there.',
      'degraded',
    ],
    [
      'the command is not in the image',
      stuckInput([waiting('RunContainerError', 'exec: "uvicorn": not found')]),
      'ContainerCannotStart: v2 cannot start: its container fails to run.',
      'degraded',
    ],
    [
      'it crashes',
      stuckInput([
        pod({
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        }),
      ]),
      'CrashLoopBackOff: v2 stops again and again after its start, with exit code 1.',
      'degraded',
    ],
    [
      'it runs between two crashes',
      stuckInput([
        pod({
          restartCount: 3,
          state: { running: { startedAt: '2026-11-21T11:09:59Z' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        }),
      ]),
      'CrashLoopBackOff: v2 stops again and again after its start, with exit code 1.',
      'degraded',
    ],
    [
      'it is killed for its memory',
      stuckInput([
        pod({
          restartCount: 1,
          state: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        }),
      ]),
      'OOMKilled: v2 was killed because it used more memory than its limit.',
      'degraded',
    ],
    [
      'no node has room, for longer than an autoscaler needs',
      stuckInput([
        unschedulable(
          '0/3 nodes are available: 2 Insufficient cpu, 3 Insufficient memory.',
          '2026-11-21T11:05:00Z',
        ),
      ]),
      'Unschedulable: No node has room for v2: cpu, memory is short.',
      'degraded',
    ],
    [
      'no node has room, since a moment ago',
      stuckInput([
        unschedulable(
          '0/3 nodes are available: 3 Insufficient cpu.',
          '2026-11-21T11:09:50Z',
        ),
      ]),
      'Unschedulable: No node has room for v2: cpu is short.',
      'progressing',
    ],
    [
      'no node tolerates it',
      stuckInput([
        unschedulable(
          '0/1 nodes are available: 1 node(s) had untolerated taint {a: b}.',
          '2026-11-21T11:00:00Z',
        ),
      ]),
      'Unschedulable: No node may run v2.',
      'degraded',
    ],
    [
      'it does not become ready for more than a minute',
      stuckInput([
        pod(
          { state: { running: { startedAt: '2026-11-21T11:05:00Z' } } },
          {
            status: {
              phase: 'Running',
              ...ready('False', '2026-11-21T11:05:00Z'),
            },
          },
        ),
      ]),
      'NotReady: v2 runs, but its readiness check does not pass.',
      'degraded',
    ],
    [
      'the quota is used up',
      stuckInput([], {
        replicaSets: [
          replicaSet('h1', 'v1', { wanted: 3, available: 3 }),
          replicaSet(
            'h2',
            'v2',
            { wanted: 1, available: 0 },
            {
              conditions: [
                {
                  type: 'ReplicaFailure',
                  status: 'True',
                  reason: 'FailedCreate',
                  message:
                    'pods "x" is forbidden: exceeded quota: compute, requested: cpu=1',
                },
              ],
            },
          ),
        ],
      }),
      'QuotaExceeded: v2 gets no pods: the quota of payments-dev is used up.',
      'degraded',
    ],
    [
      'the cluster refuses the pods',
      stuckInput([], {
        replicaSets: [
          replicaSet('h1', 'v1', { wanted: 3, available: 3 }),
          replicaSet(
            'h2',
            'v2',
            { wanted: 1, available: 0 },
            {
              conditions: [
                {
                  type: 'ReplicaFailure',
                  status: 'True',
                  reason: 'FailedCreate',
                  message:
                    'pods "x" is forbidden: violates PodSecurity "restricted"',
                },
              ],
            },
          ),
        ],
      }),
      'PodsRefused: v2 gets no pods: the cluster refuses to create them.',
      'degraded',
    ],
    [
      'a pod was evicted and another one is coming',
      stuckInput([
        pod(
          {},
          {
            status: {
              phase: 'Failed',
              reason: 'Evicted',
              message: 'The node was low on resource: memory.',
            },
          },
        ),
      ]),
      'Evicted: Pods of v2 were evicted from their node.',
      'progressing',
    ],
    [
      'the deadline is over, and the pods tell why',
      stuckInput([waiting('ImagePullBackOff', 'not found')], {
        rollouts: [
          canary({
            phase: 'Degraded',
            conditions: [
              {
                type: 'Progressing',
                status: 'False',
                reason: 'ProgressDeadlineExceeded',
              },
            ],
          }),
        ],
      }),
      'ImagePullBackOff: v2 cannot start: the registry has no such tag of registry.example/payments.',
      'degraded',
    ],
    [
      'the deadline is over, and no pod tells why',
      stuckInput([], {
        rollouts: [
          canary({
            phase: 'Degraded',
            conditions: [
              {
                type: 'Progressing',
                status: 'False',
                reason: 'ProgressDeadlineExceeded',
              },
            ],
          }),
        ],
      }),
      'ProgressDeadlineExceeded: v2 did not become ready in time.',
      'degraded',
    ],
  ])('%s', (_, environment, what, standing) => {
    expect(tell(environment)).toEqual([what]);
    expect(deriveEnvironment(environment).standing).toBe(standing);
  });

  it('is told once for all pods with the same cause', () => {
    const pods = ['a', 'b', 'c'].map(name =>
      pod(
        { state: { waiting: { reason: 'ImagePullBackOff' } } },
        {
          metadata: {
            name,
            uid: name,
            ownerReferences: pod({}).owner && [
              {
                kind: 'ReplicaSet',
                name: 'payments-h2',
                uid: 'ReplicaSet-h2',
                controller: true,
              },
            ],
          },
        },
      ),
    );
    expect(tell(stuckInput(pods))).toHaveLength(1);
  });

  it('is not told of pods that are going away, that are others’ or whose revision was given up', () => {
    const broken = { state: { waiting: { reason: 'ImagePullBackOff' } } };
    const environments = [
      stuckInput([
        pod(broken, {
          metadata: { deletionTimestamp: '2026-11-21T11:00:00Z' },
        }),
      ]),
      stuckInput([pod(broken, { metadata: { ownerReferences: [] } })]),
      stuckInput([pod(broken)], {
        rollouts: [canary({ currentPodHash: 'h3' })],
      }),
    ];
    expect(environments.map(tell)).toEqual([[], [], []]);
  });

  it('keeps the cause that was known while the next status only says that it backs off', () => {
    const first = deriveEnvironment(
      stuckInput([waiting('ErrImagePull', 'manifest unknown')]),
    );
    const second = deriveEnvironment(
      stuckInput([waiting('ImagePullBackOff', 'Back-off pulling image')]),
      first,
    );
    expect(second.sentence).toEqual(first.sentence);
    expect(second.obstacles[0].next).toEqual(first.obstacles[0].next);
    expect(second.standing).toBe('degraded');
  });

  it('says in the sentence what is in the way', () => {
    const state = deriveEnvironment(
      stuckInput([waiting('ErrImagePull', 'manifest unknown')]),
    );
    expect(state.sentence).toEqual(state.obstacles[0].what);
    expect(state.obstacles[0]).toMatchObject({
      object: 'Pod/payments-h2-abcde',
      detail: 'manifest unknown',
    });
  });
});

function analysisRun(phase: string): AnalysisRunFacts {
  return parseObject('sandbox', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      name: 'payments-h2-2-2',
      namespace: 'payments-dev',
      uid: 'run',
      labels: { 'rollouts-pod-template-hash': 'h2', 'rollout-type': 'Step' },
      ownerReferences: [
        {
          kind: 'Rollout',
          name: 'payments',
          uid: 'Rollout-1',
          controller: true,
        },
      ],
    },
    spec: {},
    status: {
      phase,
      metricResults: [
        { name: 'latency', phase: 'Successful', successful: 1 },
        {
          name: 'error-rate',
          phase,
          failed: 1,
          measurements: [
            { message: 'old' },
            { message: 'error rate 0.4 > 0.01' },
          ],
        },
      ],
    },
  }) as AnalysisRunFacts;
}

describe('what stops a rollout', () => {
  it.each<[string, EnvironmentInput, string[], string]>([
    [
      'a person aborted it',
      canaryInput({ phase: 'Degraded', abort: true }),
      ['RolloutAborted: The rollout of v2 was aborted.'],
      'The rollout of v2 was aborted: v1 stays live.',
    ],
    [
      'a check failed',
      canaryInput(
        { phase: 'Degraded', abort: true },
        { analysisRuns: [analysisRun('Failed')] },
      ),
      ['AnalysisFailed: The check error-rate of v2 failed.'],
      'The rollout of v2 was aborted because a check failed: v1 stays live.',
    ],
    [
      'a check could not be made',
      canaryInput(
        { phase: 'Degraded', abort: true },
        { analysisRuns: [analysisRun('Error')] },
      ),
      ['AnalysisError: The check error-rate of v2 could not be made.'],
      'The rollout of v2 was aborted because a check failed: v1 stays live.',
    ],
    [
      'a check gave no clear answer',
      canaryInput(
        {
          ...pausedAtStep,
          currentStepIndex: 2,
          pauseConditions: [{ reason: 'InconclusiveAnalysisRun' }],
        },
        { analysisRuns: [analysisRun('Inconclusive')] },
      ),
      [
        'AnalysisInconclusive: The check error-rate of v2 gave no clear answer.',
      ],
      'Waiting for someone to decide about v2: its checks gave no clear answer.',
    ],
    [
      'the manifest is not valid',
      input({
        application: application(),
        rollouts: [
          rollout({
            phase: 'Degraded',
            conditions: [
              { type: 'InvalidSpec', status: 'True', message: 'spec.x' },
            ],
          }),
        ],
      }),
      ['InvalidSpec: The manifest of Rollout/payments is not valid.'],
      'The manifest of Rollout/payments is not valid.',
    ],
  ])('%s', (_, environment, obstacles, sentence) => {
    expect(tell(environment)).toEqual(obstacles);
    expect(formatSentence(deriveEnvironment(environment).sentence)).toBe(
      sentence,
    );
  });

  it('is told in the words of the metric', () => {
    const environment = canaryInput(
      { phase: 'Degraded', abort: true },
      { analysisRuns: [analysisRun('Failed')] },
    );
    const state = deriveEnvironment(environment);
    expect(state.obstacles[0]).toMatchObject({
      object: 'AnalysisRun/payments-h2-2-2',
      detail: 'error rate 0.4 > 0.01',
    });
    expect(state.rollout?.analyses[0]).toMatchObject({
      role: 'step',
      phase: 'failed',
      metrics: [
        { name: 'latency' },
        { name: 'error-rate', phase: 'failed', failed: 1 },
      ],
    });
  });
});

const compare = (message: string) =>
  input({
    application: application({
      sync: { status: 'Unknown' },
      history: [],
      resources: [],
      conditions: [{ type: 'ComparisonError', message }],
    }),
  });
const prefix =
  'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ';

describe('what keeps Argo CD from comparing (T09, T31)', () => {
  it.each([
    [
      'failed to list refs: Get "http://localhost:1/x.git": dial tcp 127.0.0.1:1: connect: connection refused',
      'RepositoryUnreachable',
    ],
    [
      'failed to list refs: dial tcp: lookup forge.invalid: no such host',
      'RepositoryUnreachable',
    ],
    ['failed to list refs: repository not found: ', 'RepositoryNotFound'],
    [
      'failed to list refs: authentication required: HTTP Basic: Access denied.',
      'RepositoryCredentialRefused',
    ],
    [
      'failed to list refs: authorization failed',
      'RepositoryCredentialRefused',
    ],
    ["unable to resolve 'release' to a commit SHA", 'RevisionNotFound'],
    ['production: app path does not exist', 'PathMissing'],
    [
      '`kustomize build <path to cached source>/dev` failed exit status 1: no such file',
      'RenderError',
    ],
    [
      '`helm template . --name-template a` failed exit status 1: authentication required',
      'RenderError',
    ],
    ['something else', 'ComparisonError'],
  ])('%s', (message, code) => {
    const state = deriveEnvironment(compare(`${prefix}${message}`));
    expect(state.obstacles.map(it => it.code)).toEqual([code]);
    expect(state).toMatchObject({
      standing: 'degraded',
      sentence: state.obstacles[0].what,
      health: 'unknown',
      sync: 'unknown',
    });
  });

  it.each([
    [
      "application repo https://forge.example/a.git is not permitted in project 'payments'",
      'NotPermittedByProject',
    ],
    [
      "application destination server 'x' and namespace 'y' do not match any of the allowed destinations in project 'payments'",
      'NotPermittedByProject',
    ],
    ['spec.source is required', 'InvalidApplication'],
  ])('%s', (message, code) => {
    const state = deriveEnvironment(
      input({
        application: application({
          conditions: [{ type: 'InvalidSpecError', message }],
        }),
      }),
    );
    expect(state.obstacles.map(it => it.code)).toEqual([code]);
    expect(state.standing).toBe('degraded');
  });
});

describe('what keeps a sync from succeeding', () => {
  const failing = (operationState: object, isRunning = false) =>
    healthyInput({
      application: application(
        { sync: { status: 'OutOfSync', revision: sha2 }, operationState },
        isRunning ? { operation: { sync: { revision: sha2 } } } : {},
      ),
      wantedImages: [{ image: 'registry.example/payments', tag: 'v2' }],
    });
  const refused = (message: string) => ({
    revision: sha2,
    resources: [
      { kind: 'Service', name: 'web', status: 'SyncFailed', message },
    ],
  });

  it.each<[string, EnvironmentInput, string]>([
    [
      'the cluster refuses a manifest',
      failing({
        phase: 'Failed',
        syncResult: refused('spec.ports[0].port: Invalid value: 800000'),
      }),
      'SyncFailed: Deploying v2 fails: the cluster refuses Service/web.',
    ],
    [
      'the namespace is missing',
      failing({
        phase: 'Failed',
        syncResult: refused('namespaces "payments-dev" not found'),
      }),
      'NamespaceMissing: Deploying v2 fails: the namespace payments-dev is not there.',
    ],
    [
      'the project permits not all of it',
      failing({
        phase: 'Failed',
        syncResult: refused(
          'resource :Service is not permitted in project payments',
        ),
      }),
      'NotPermittedByProject: Deploying v2 fails: the project payments does not permit all of it.',
    ],
    [
      'a hook fails',
      failing({
        phase: 'Failed',
        syncResult: {
          revision: sha2,
          resources: [
            {
              kind: 'Job',
              name: 'migrate',
              hookType: 'PreSync',
              hookPhase: 'Failed',
            },
          ],
        },
      }),
      'HookFailed: Deploying v2 fails: Job/migrate fails.',
    ],
    [
      'it was stopped',
      failing({ phase: 'Failed', message: 'Operation terminated' }),
      'SyncStopped: The deployment of v2 was stopped before its end.',
    ],
    [
      'the window is closed',
      failing(
        { phase: 'Running', message: 'Sync operation blocked by sync window' },
        true,
      ),
      'SyncBlockedByWindow: A sync window of the project payments forbids to deploy now.',
    ],
  ])('%s', (_, environment, what) => {
    expect(tell(environment)).toEqual([what]);
  });

  it('keeps its cause while it is being tried again', () => {
    const first = deriveEnvironment(
      failing(
        {
          phase: 'Running',
          retryCount: 1,
          syncResult: refused('namespaces "a" not found'),
        },
        true,
      ),
    );
    const again = deriveEnvironment(
      failing(
        {
          phase: 'Running',
          retryCount: 1,
          message: 'Retrying operation. Attempt #1',
        },
        true,
      ),
      first,
    );
    const still = deriveEnvironment(
      failing(
        {
          phase: 'Running',
          retryCount: 1,
          message: 'Retrying operation. Attempt #1',
        },
        true,
      ),
      again,
    );
    expect(first.sentence.key).toBe('obstacle.namespaceMissing.what');
    expect(again.sentence).toEqual(first.sentence);
    expect(still.sentence).toEqual(first.sentence);
  });
});

describe('a tag that can change its content (T19)', () => {
  it.each([
    ['latest', true],
    ['main', true],
    ['v1', false],
    ['3f2a91c-42', false],
  ])('%s', (tag, isTold) => {
    const codes = deriveEnvironment(
      healthyInput({
        rollouts: [rollout({}, { tag })],
        replicaSets: [replicaSet('h1', tag, { wanted: 4, available: 4 })],
      }),
    ).obstacles.map(it => it.code);
    expect(codes).toEqual(isTold ? ['MutableTag'] : []);
  });

  it('is told beside a state that is healthy', () => {
    const state = deriveEnvironment(
      healthyInput({
        rollouts: [rollout({}, { tag: 'latest' })],
        replicaSets: [replicaSet('h1', 'latest', { wanted: 4, available: 4 })],
      }),
    );
    expect(state.standing).toBe('healthy');
  });
});
