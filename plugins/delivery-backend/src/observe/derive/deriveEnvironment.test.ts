import { formatSentence } from '@slipway/plugin-delivery-common';
import {
  application,
  canary,
  canaryInput,
  deployment,
  healthyInput,
  input,
  pausedAtStep,
  replicaSet,
  rollout,
  sha1,
  sha2,
  stuckInput,
} from '../__fixtures__/objects/build';
import { deriveEnvironment } from './deriveEnvironment';
import { EnvironmentInput } from './EnvironmentInput';

function say(environment: EnvironmentInput): string {
  const { standing, sentence } = deriveEnvironment(environment);
  return `${standing}: ${formatSentence(sentence)}`;
}

const v1 = { image: 'registry.example/payments', tag: 'v1' };
const v2 = { image: 'registry.example/payments', tag: 'v2' };
const outOfSync = { sync: { status: 'OutOfSync', revision: sha2 } };
const automated = {
  spec: {
    project: 'payments',
    source: { repoURL: 'https://forge.example/acme/payments-gitops.git' },
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'payments-dev',
    },
    syncPolicy: { automated: { prune: true, selfHeal: true } },
  },
};
const noHealing = {
  spec: { ...automated.spec, syncPolicy: { automated: {} } },
};

describe('how an environment stands', () => {
  it.each<[string, EnvironmentInput, string]>([
    ['nothing is there', input(), 'empty: Nothing has been deployed here yet.'],
    ['all is well', healthyInput(), 'healthy: v1 is live and healthy.'],
    [
      'the workload is well before Argo CD says so',
      healthyInput({
        application: application({ health: { status: 'Progressing' } }),
      }),
      'progressing: v1 is live: waiting for Argo CD to confirm that all is well.',
    ],
    [
      'git asks for another tag, and a person has to sync',
      healthyInput({
        application: application(outOfSync),
        wantedImages: [{ ...v2, gitops: { sha: sha2 } }],
      }),
      'out-of-sync: v1 is live, but git asks for v2.',
    ],
    [
      'the tag of git is known for an older commit only',
      healthyInput({
        application: application(outOfSync),
        wantedImages: [{ ...v1, gitops: { sha: sha1 } }],
      }),
      'out-of-sync: v1 is live, but git asks for bbbbbbbb.',
    ],
    [
      'settings differ while the image is the wanted one',
      healthyInput({ application: application(outOfSync), wantedImages: [v1] }),
      'out-of-sync: v1 is live, but other settings in the cluster differ from git.',
    ],
    [
      'a new commit, and Argo CD syncs by itself',
      healthyInput({
        application: application(outOfSync, automated),
        wantedImages: [v2],
      }),
      'progressing: Git asks for v2: Argo CD is about to deploy it.',
    ],
    [
      'a drift that Argo CD was told not to mend',
      healthyInput({
        application: application(
          { sync: { status: 'OutOfSync', revision: sha1 } },
          noHealing,
        ),
        wantedImages: [v1],
      }),
      'out-of-sync: v1 is live, but other settings in the cluster differ from git.',
    ],
    [
      'synced and healthy, but what is live is not what git asks for',
      healthyInput({ wantedImages: [v2] }),
      'out-of-sync: v1 is live, but git asks for v2.',
    ],
    [
      'never synced, and a person has to',
      input({
        application: application({
          ...outOfSync,
          health: { status: 'Missing' },
          history: [],
          operationState: undefined,
        }),
        wantedImages: [v2],
      }),
      'empty: Nothing has been deployed here yet: v2 waits for somebody to sync.',
    ],
    [
      'git cannot be read while v1 runs well',
      healthyInput({
        application: application({
          sync: { status: 'Unknown' },
          conditions: [
            { type: 'ComparisonError', message: 'repository not found' },
          ],
        }),
      }),
      'unknown: v1 is live and well, but what git asks for cannot be read.',
    ],
    [
      'git cannot be read while a rollout waits',
      canaryInput(pausedAtStep, {
        application: application({
          sync: { status: 'Unknown' },
          conditions: [
            { type: 'ComparisonError', message: 'repository not found' },
          ],
        }),
      }),
      'paused: Waiting for someone to promote v2: 25 % of the traffic goes to it.',
    ],
    [
      'a sync waits for the rollout that waits for a person',
      canaryInput(pausedAtStep, {
        application: application(
          {
            ...outOfSync,
            operationState: {
              phase: 'Running',
              message:
                'waiting for healthy state of argoproj.io/Rollout/payments',
              syncResult: {
                revision: sha2,
                resources: [
                  { kind: 'Rollout', name: 'payments', status: 'Synced' },
                ],
              },
            },
          },
          { operation: { sync: { revision: sha2 } } },
        ),
      }),
      'paused: Waiting for someone to promote v2: 25 % of the traffic goes to it.',
    ],
    [
      'a sync of a new commit over a failed rollout',
      stuckInput([], {
        application: application(
          { ...outOfSync, operationState: { phase: 'Running' } },
          { operation: { sync: { revision: sha2 } } },
        ),
        rollouts: [canary({ phase: 'Degraded', abort: true })],
      }),
      'progressing: Deploying bbbbbbbb.',
    ],
    [
      'Argo CD syncs what is in sync already',
      healthyInput({
        application: application(
          { operationState: { phase: 'Running' } },
          { operation: { sync: { revision: sha1 } } },
        ),
      }),
      'healthy: v1 is live and healthy.',
    ],
    [
      'a state of Running is left over without an operation',
      healthyInput({
        application: application({ operationState: { phase: 'Running' } }),
      }),
      'healthy: v1 is live and healthy.',
    ],
    [
      'a window of the project is closed',
      healthyInput({
        application: application(
          {
            ...outOfSync,
            operationState: {
              phase: 'Running',
              message: 'Sync operation blocked by sync window',
            },
          },
          { operation: { sync: { revision: sha2 } } },
        ),
        wantedImages: [v2],
      }),
      'paused: v2 waits: the project allows no deployments at this time.',
    ],
    [
      'the last sync of an older commit failed and Argo CD tries the new one',
      healthyInput({
        application: application(
          {
            ...outOfSync,
            operationState: { phase: 'Failed', syncResult: { revision: sha1 } },
          },
          automated,
        ),
        wantedImages: [v2],
      }),
      'progressing: Git asks for v2: Argo CD is about to deploy it.',
    ],
    [
      'the sync has ended after the comparison',
      healthyInput({
        application: application({
          sync: { status: 'OutOfSync', revision: sha2 },
          reconciledAt: '2026-11-21T11:09:00Z',
          operationState: {
            phase: 'Succeeded',
            finishedAt: '2026-11-21T11:09:50Z',
            syncResult: { revision: sha2 },
          },
        }),
      }),
      'progressing: Deployed: Argo CD is checking that the cluster now fits git.',
    ],
    [
      'another resource is not ready',
      healthyInput({
        application: application({
          resources: [
            { kind: 'Rollout', name: 'payments', status: 'Synced' },
            { kind: 'Ingress', name: 'web', health: { status: 'Progressing' } },
          ],
        }),
      }),
      'progressing: v1 is live: waiting for Ingress/web to become ready.',
    ],
    [
      'another resource is degraded',
      healthyInput({
        application: application({
          health: { status: 'Degraded' },
          resources: [
            { kind: 'Rollout', name: 'payments', status: 'Synced' },
            { kind: 'Ingress', name: 'web', health: { status: 'Degraded' } },
          ],
        }),
      }),
      'degraded: Ingress/web is degraded.',
    ],
    [
      'Argo CD calls it degraded since after the rollout was well, and names nothing',
      healthyInput({
        application: application({
          health: {
            status: 'Degraded',
            lastTransitionTime: '2026-11-21T10:50:00Z',
          },
        }),
      }),
      'degraded: v1 is well, but Argo CD says that something else here is degraded.',
    ],
    [
      'Argo CD calls it degraded since before the rollout was well',
      healthyInput({
        application: application({
          health: {
            status: 'Degraded',
            lastTransitionTime: '2026-11-21T10:01:00Z',
          },
        }),
      }),
      'progressing: v1 is live: waiting for Argo CD to confirm that all is well.',
    ],
    [
      'the Application deploys to another namespace',
      healthyInput({
        application: application(
          {},
          {
            spec: {
              destination: { name: 'in-cluster', namespace: 'payments-prod' },
            },
          },
        ),
      }),
      'degraded: The Application deploys to payments-prod (in-cluster) and not to payments-dev (sandbox).',
    ],
    [
      'the Application deploys to a cluster without a name',
      input({
        application: application(
          {},
          {
            spec: {
              destination: {
                server: 'https://elsewhere:6443',
                namespace: 'payments-dev',
              },
            },
          },
        ),
        environment: {
          ...input().environment,
          cluster: 'https://elsewhere:6443',
        },
      }),
      'unknown: The Application deploys to https://elsewhere:6443, a cluster that Slipway does not watch.',
    ],
    [
      'the Application is being deleted',
      healthyInput({
        application: application(
          {},
          {
            metadata: { deletionTimestamp: '2026-11-21T11:00:00Z' },
          },
        ),
      }),
      'progressing: This environment is being removed.',
    ],
    [
      'the workload of the Application is not seen yet',
      input({ application: application() }),
      'progressing: Waiting for Rollout/payments to appear in the cluster.',
    ],
    [
      'the manifests hold nothing',
      input({ application: application({ resources: [] }) }),
      'empty: Git asks for nothing here: the path overlays/dev holds no resources.',
    ],
    [
      'an Application without a workload of its own',
      input({
        application: application({
          resources: [{ kind: 'ConfigMap', name: 'a', status: 'Synced' }],
        }),
      }),
      'healthy: All that git asks for is deployed and healthy.',
    ],
    [
      'the Rollout cannot be read',
      healthyInput({
        rollouts: [],
        unreadable: [
          { kind: 'unreadable', ref: rollout().ref, problem: 'spec: Required' },
        ],
      }),
      'unknown: What the cluster says about Rollout/payments cannot be read.',
    ],
    [
      'a hook after the sync failed where all is applied',
      healthyInput({
        application: application({
          operationState: {
            phase: 'Failed',
            message:
              'one or more synchronization tasks completed unsuccessfully',
            syncResult: {
              revision: sha1,
              resources: [
                {
                  kind: 'Job',
                  name: 'smoke',
                  hookType: 'PostSync',
                  hookPhase: 'Failed',
                  message: 'Job has reached the specified backoff limit',
                },
              ],
            },
          },
        }),
      }),
      'degraded: Deploying v1 fails: Job/smoke fails.',
    ],
    [
      'the workload is scaled to zero',
      input({
        application: application(),
        rollouts: [
          rollout(
            { availableReplicas: 0, updatedReplicas: 0 },
            { spec: { replicas: 0 } },
          ),
        ],
        replicaSets: [replicaSet('h1', 'v1', { wanted: 0, available: 0 })],
      }),
      'empty: Nothing runs here: payments is scaled to zero.',
    ],
    [
      'a Deployment that is well, without an Application',
      input({
        deployments: [
          deployment({
            observedGeneration: 1,
            replicas: 2,
            updatedReplicas: 2,
            availableReplicas: 2,
          }),
        ],
        replicaSets: [
          replicaSet(
            'h1',
            'v1',
            { wanted: 2, available: 2 },
            {},
            'Deployment-1',
          ),
        ],
      }),
      'healthy: v1 is live and healthy.',
    ],
    ...[0, 2].map((available): [string, EnvironmentInput, string] => [
      `a Deployment whose old pods stay while ${available} of the new ones are ready`,
      input({
        deployments: [
          deployment(
            {
              observedGeneration: 1,
              replicas: 3,
              updatedReplicas: 2,
              availableReplicas: 2,
            },
            'v2',
          ),
        ],
        replicaSets: [
          replicaSet('h2', 'v2', { wanted: 2, available }, {}, 'Deployment-1'),
          replicaSet(
            'h1',
            'v1',
            { wanted: 1, available: 1 },
            {},
            'Deployment-1',
          ),
        ],
      }),
      available === 0
        ? 'progressing: Rolling out v2: its pods replace the old ones.'
        : 'progressing: v2 takes over: the pods of other versions are being stopped.',
    ]),
    [
      'a workload in the namespace that is not the Application’s',
      healthyInput({ deployments: [deployment({ observedGeneration: 0 })] }),
      'healthy: v1 is live and healthy.',
    ],
  ])('%s', (_, environment, expected) => {
    expect(say(environment)).toBe(expected);
  });

  it('tells what is live and wanted with their commits', () => {
    const state = deriveEnvironment(
      healthyInput({
        application: application(outOfSync),
        wantedImages: [{ ...v2, gitops: { sha: sha2 } }],
        commitOf: tag => ({ sha: `commit-of-${tag}` }),
        gitopsUrl: sha => `https://forge.example/commit/${sha.slice(0, 4)}`,
      }),
    );
    expect(state).toMatchObject({
      namespace: 'payments-dev',
      application: {
        name: 'payments-dev',
        namespace: 'argocd',
        url: 'https://argocd.example/applications/argocd/payments-dev',
      },
      sync: 'out-of-sync',
      health: 'healthy',
      live: { ...v1, commit: { sha: 'commit-of-v1' } },
      wanted: {
        ...v2,
        commit: { sha: 'commit-of-v2' },
        gitops: { sha: sha2, url: 'https://forge.example/commit/bbbb' },
      },
    });
  });

  it('finds the service’s own image behind a sidecar by what git asks for', () => {
    const containers = [
      { name: 'proxy', image: 'registry.example/proxy:9' },
      { name: 'app', image: 'registry.example/payments:v1' },
    ];
    const withProxy = rollout(
      {},
      { spec: { template: { spec: { containers } } } },
    );
    const state = deriveEnvironment(
      healthyInput({
        rollouts: [{ ...withProxy, images: withProxy.images }],
        wantedImages: [v1],
      }),
    );
    expect(state.wanted?.tag).toBe('v1');
  });

  it('is the same for the same facts, as plain JSON', () => {
    const state = deriveEnvironment(canaryInput(pausedAtStep));
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(deriveEnvironment(canaryInput(pausedAtStep))).toEqual(state);
  });
});

describe('since when', () => {
  it('is the time of the objects, whatever the time is now', () => {
    const at = (now: string) =>
      deriveEnvironment(healthyInput({ now: new Date(now) })).since;
    expect(at('2026-11-21T11:10:00Z')).toBe('2026-11-21T10:04:30Z');
    expect(at('2027-01-01T00:00:00Z')).toBe('2026-11-21T10:04:30Z');
  });

  it('stays while the standing stays', () => {
    const first = deriveEnvironment(
      healthyInput({ application: application(outOfSync) }),
    );
    const later = deriveEnvironment(
      healthyInput({
        application: application({
          ...outOfSync,
          reconciledAt: '2026-11-21T10:09:00Z',
        }),
      }),
      first,
    );
    expect(first.since).toBe('2026-11-21T10:06:00Z');
    expect(later.since).toBe(first.since);
  });

  it('is not before the state that it follows', () => {
    const previous = deriveEnvironment(
      healthyInput({ application: application(outOfSync) }),
    );
    const state = deriveEnvironment(healthyInput(), previous);
    expect(state.standing).toBe('healthy');
    expect(state.since).toBe('2026-11-21T10:06:00Z');
  });

  it('starts anew where another image is healthy', () => {
    const previous = {
      ...deriveEnvironment(healthyInput()),
      live: { ...v2, tag: 'v0' },
      since: '2026-11-01T00:00:00Z',
    };
    expect(deriveEnvironment(healthyInput(), previous).since).toBe(
      '2026-11-21T10:04:30Z',
    );
  });
});
