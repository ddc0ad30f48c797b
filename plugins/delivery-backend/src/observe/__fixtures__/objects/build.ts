import { KubernetesObject } from '@slipway/plugin-delivery-node';
import {
  ApplicationFacts,
  DeploymentFacts,
  Facts,
  PodFacts,
  ReplicaSetFacts,
  RolloutFacts,
  parseObject,
} from '../../parse';
import { EnvironmentInput } from '../../derive';

export const sha1 = 'a'.repeat(40);
export const sha2 = 'b'.repeat(40);

type Fields = Record<string, unknown>;

function object(
  apiVersion: string,
  kind: string,
  metadata: Fields,
  rest: Fields,
): KubernetesObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name: 'payments',
      namespace: 'payments-dev',
      uid: `${kind}-1`,
      resourceVersion: '10',
      generation: 1,
      creationTimestamp: '2026-11-21T10:00:00Z',
      ...metadata,
    },
    ...rest,
  };
}

function facts<T extends Facts>(raw: KubernetesObject): T {
  const outcome = parseObject('sandbox', raw);
  if (outcome.kind !== raw.kind) {
    throw new Error(`${raw.kind} did not parse: ${JSON.stringify(outcome)}`);
  }
  return outcome as T;
}

function template(tag: string): Fields {
  return {
    spec: {
      containers: [{ name: 'app', image: `registry.example/payments:${tag}` }],
    },
  };
}

/** An Application that is synced and healthy, unless told otherwise. */
export function application(
  status: Fields = {},
  rest: { spec?: Fields; metadata?: Fields; operation?: Fields } = {},
): ApplicationFacts {
  return facts(
    object(
      'argoproj.io/v1alpha1',
      'Application',
      { name: 'payments-dev', namespace: 'argocd', ...rest.metadata },
      {
        spec: {
          project: 'payments',
          source: {
            repoURL: 'https://forge.example/acme/payments-gitops.git',
            path: 'overlays/dev',
            targetRevision: 'main',
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: 'payments-dev',
          },
          ...rest.spec,
        },
        ...(rest.operation && { operation: rest.operation }),
        status: {
          sync: { status: 'Synced', revision: sha1 },
          health: {
            status: 'Healthy',
            lastTransitionTime: '2026-11-21T10:05:00Z',
          },
          history: [{ id: 0, revision: sha1 }],
          resources: [
            {
              group: 'argoproj.io',
              kind: 'Rollout',
              name: 'payments',
              status: 'Synced',
            },
          ],
          operationState: {
            phase: 'Succeeded',
            startedAt: '2026-11-21T10:04:00Z',
            finishedAt: '2026-11-21T10:04:10Z',
            operation: { sync: { revision: sha1 } },
            syncResult: { revision: sha1, resources: [] },
          },
          reconciledAt: '2026-11-21T10:06:00Z',
          ...status,
        },
      },
    ),
  );
}

/** A canary with the steps 20 %, pause, analysis, 50 %, pause of a minute; healthy at v1. */
export function rollout(
  status: Fields = {},
  rest: { spec?: Fields; metadata?: Fields; tag?: string } = {},
): RolloutFacts {
  return facts(
    object(
      'argoproj.io/v1alpha1',
      'Rollout',
      { ...rest.metadata },
      {
        spec: {
          replicas: 4,
          strategy: {
            canary: {
              steps: [
                { setWeight: 20 },
                { pause: {} },
                {
                  analysis: {
                    templates: [{ templateName: 'payments-health' }],
                  },
                },
                { setWeight: 50 },
                { pause: { duration: '1m' } },
              ],
            },
          },
          template: template(rest.tag ?? 'v1'),
          ...rest.spec,
        },
        status: {
          phase: 'Healthy',
          observedGeneration: '1',
          currentPodHash: 'h1',
          stableRS: 'h1',
          currentStepIndex: 5,
          replicas: 4,
          updatedReplicas: 4,
          readyReplicas: 4,
          availableReplicas: 4,
          conditions: [
            {
              type: 'Healthy',
              status: 'True',
              lastTransitionTime: '2026-11-21T10:04:30Z',
            },
          ],
          ...status,
        },
      },
    ),
  );
}

/** The same, on the way from v1 to v2. */
export function canary(
  status: Fields = {},
  rest: { spec?: Fields; metadata?: Fields } = {},
): RolloutFacts {
  return rollout(
    {
      phase: 'Progressing',
      currentPodHash: 'h2',
      currentStepIndex: 0,
      updatedReplicas: 1,
      conditions: [
        {
          type: 'Healthy',
          status: 'False',
          lastTransitionTime: '2026-11-21T11:00:00Z',
        },
      ],
      ...status,
    },
    { tag: 'v2', ...rest },
  );
}

export const pausedAtStep = {
  phase: 'Paused',
  controllerPause: true,
  currentStepIndex: 1,
  pauseConditions: [
    { reason: 'CanaryPauseStep', startTime: '2026-11-21T11:01:00Z' },
  ],
};

export function replicaSet(
  hash: string,
  tag: string,
  counts: { wanted: number; available: number },
  status: Fields = {},
  owner = 'Rollout-1',
): ReplicaSetFacts {
  return facts(
    object(
      'apps/v1',
      'ReplicaSet',
      {
        name: `payments-${hash}`,
        uid: `ReplicaSet-${hash}`,
        labels: { 'rollouts-pod-template-hash': hash },
        annotations: {
          'rollout.argoproj.io/revision': hash.replace(/\D/g, ''),
        },
        ownerReferences: [
          { kind: 'Rollout', name: 'payments', uid: owner, controller: true },
        ],
      },
      {
        spec: { replicas: counts.wanted, template: template(tag) },
        status: {
          replicas: counts.wanted,
          readyReplicas: counts.available,
          availableReplicas: counts.available,
          ...status,
        },
      },
    ),
  );
}

/** A pod of the ReplicaSet of `h2`, with the status of its one container. */
export function pod(
  container: Fields,
  rest: { status?: Fields; metadata?: Fields } = {},
): PodFacts {
  return facts(
    object(
      'v1',
      'Pod',
      {
        name: 'payments-h2-abcde',
        ownerReferences: [
          {
            kind: 'ReplicaSet',
            name: 'payments-h2',
            uid: 'ReplicaSet-h2',
            controller: true,
          },
        ],
        ...rest.metadata,
      },
      {
        spec: template('v2').spec as Fields,
        status: {
          phase: 'Pending',
          containerStatuses: [
            {
              name: 'app',
              image: 'registry.example/payments:v2',
              ready: false,
              restartCount: 0,
              ...container,
            },
          ],
          ...rest.status,
        },
      },
    ),
  );
}

export function deployment(status: Fields, tag = 'v1'): DeploymentFacts {
  return facts(
    object(
      'apps/v1',
      'Deployment',
      {},
      {
        spec: { replicas: 2, template: template(tag) },
        status,
      },
    ),
  );
}

/** An environment `dev` of the service `payments`, at ten minutes past eleven. */
export function input(over: Partial<EnvironmentInput> = {}): EnvironmentInput {
  return {
    environment: {
      name: 'dev',
      title: 'Development',
      rank: 0,
      cluster: 'sandbox',
      namespace: '{{service}}-{{environment}}',
      sync: 'automatic',
    },
    service: 'payments',
    argocd: {
      name: 'main',
      cluster: 'sandbox',
      namespace: 'argocd',
      url: 'https://argocd.example/',
      destinations: {},
    },
    rollouts: [],
    replicaSets: [],
    pods: [],
    analysisRuns: [],
    deployments: [],
    now: new Date('2026-11-21T11:10:00Z'),
    ...over,
  };
}

/** v1 is live and healthy. */
export function healthyInput(over: Partial<EnvironmentInput> = {}) {
  return input({
    application: application(),
    rollouts: [rollout()],
    replicaSets: [replicaSet('h1', 'v1', { wanted: 4, available: 4 })],
    ...over,
  });
}

/** v1 is live and v2 is on its way with one pod that is available. */
export function canaryInput(
  status: Fields = {},
  over: Partial<EnvironmentInput> = {},
  rest: { spec?: Fields; metadata?: Fields } = {},
) {
  return input({
    application: application(),
    rollouts: [canary(status, rest)],
    replicaSets: [
      replicaSet('h1', 'v1', { wanted: 3, available: 3 }),
      replicaSet('h2', 'v2', { wanted: 1, available: 1 }),
    ],
    ...over,
  });
}

/** v1 is live and the one pod of v2 does not come up. */
export function stuckInput(
  pods: PodFacts[],
  over: Partial<EnvironmentInput> = {},
) {
  return canaryInput(
    {},
    {
      replicaSets: [
        replicaSet('h1', 'v1', { wanted: 3, available: 3 }),
        replicaSet('h2', 'v2', { wanted: 1, available: 0 }),
      ],
      pods,
      ...over,
    },
  );
}
