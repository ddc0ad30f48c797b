import type { NewObject } from '../../world/seams.ts';
import type { ApplicationScenario } from './ApplicationScenario.ts';
import {
  application,
  deployment,
  kustomization,
  migration,
  service,
} from './manifests.ts';
import {
  create,
  done,
  justApplied,
  podsStarting,
  seenInBetween,
  withNamespace,
} from './parts.ts';

const timing = [seenInBetween, justApplied, podsStarting];
const goes = {
  sync: 'OutOfSync',
  health: 'Progressing',
  why: 'what is being deleted is seen only while it goes',
};
const goneEarly = {
  sync: 'Synced',
  health: 'Healthy',
  operation: 'Running',
  why: 'what is pruned may be gone before the operation ends',
};
const both = kustomization({
  service: service(),
  deployment: deployment('v1'),
});
const withoutService = kustomization({ deployment: deployment('v1') });
const settled = { ...done, revision: 'newest' } as const;

const placed = (object: NewObject, namespace: string): NewObject => ({
  ...object,
  metadata: { ...object.metadata, namespace },
});

/** A ConfigMap that somebody has to let go of before it can be deleted. */
const held = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'held', finalizers: ['slipway.dev/hold'] },
};

function project(name: string, spec: object): NewObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ namespace: '*', server: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      ...spec,
    },
  };
}

/** Every minute for an hour: always open. */
const denied = (rest: object = {}) => ({
  syncWindows: [
    {
      kind: 'deny',
      schedule: '* * * * *',
      duration: '1h',
      applications: ['*'],
      ...rest,
    },
  ],
});
const closed = project('a-window', denied());

function failingMigration() {
  const job = migration('crash');
  return { ...job, spec: { ...job.spec, backoffLimit: 0 } };
}

function withoutFinalizer(object: NewObject): NewObject {
  const { finalizers: _finalizers, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Stories that were recorded with `npm run lab:record`. */
export const moreApplicationScenarios: ApplicationScenario[] = [
  {
    name: 'an automated Application prunes what no longer stands in git',
    recording: 'application-automated-prune',
    repository: 'a-prune.git',
    files: both,
    application: application('a-prune'),
    steps: [
      { action: create, until: done },
      {
        action: { do: 'commit', files: withoutService },
        until: { ...settled, gone: [placed(service(), 'a-prune')] },
      },
    ],
    speed: 3,
    timing: [...timing, goes, goneEarly],
  },
  {
    name: 'a sync by hand leaves what it may not prune, and prunes when it is told to',
    recording: 'application-manual-sync-without-then-with-prune',
    repository: 'a-pruneman.git',
    files: both,
    application: application('a-pruneman', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      { action: { do: 'sync', sync: withNamespace }, until: done },
      {
        action: { do: 'commit', files: withoutService },
        until: { sync: 'OutOfSync' },
      },
      {
        action: { do: 'sync', sync: withNamespace },
        until: {
          sync: 'OutOfSync',
          operation: 'Succeeded',
          there: [placed(service(), 'a-pruneman')],
        },
      },
      {
        action: { do: 'sync', sync: { ...withNamespace, prune: true } },
        until: { ...done, gone: [placed(service(), 'a-pruneman')] },
      },
    ],
    speed: 3,
    timing: [...timing, goes, goneEarly],
  },
  {
    name: 'an automated sync that would wipe out everything is refused',
    recording: 'application-automated-sync-would-wipe-out',
    repository: 'a-wipe.git',
    files: withoutService,
    application: application('a-wipe'),
    steps: [
      { action: create, until: done },
      {
        action: { do: 'commit', files: kustomization({}) },
        until: { condition: 'auto-sync will wipe out all resources' },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'what somebody changes in the cluster is mended',
    recording: 'application-self-heal-after-change',
    repository: 'a-heal.git',
    files: both,
    application: application('a-heal'),
    steps: [
      { action: create, until: { ...done, seconds: 6 } },
      {
        action: {
          do: 'patch',
          object: placed(service(), 'a-heal'),
          patch: { spec: { selector: { app: 'other' } } },
        },
        until: { sync: 'OutOfSync' },
      },
      { action: { do: 'wait' }, until: { ...settled, seconds: 2 } },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'what somebody deletes from the cluster comes back',
    recording: 'application-self-heal-after-deletion',
    repository: 'a-healdel.git',
    files: both,
    application: application('a-healdel'),
    steps: [
      { action: create, until: { ...done, seconds: 6 } },
      {
        action: { do: 'delete', object: placed(service(), 'a-healdel') },
        until: { sync: 'OutOfSync' },
      },
      {
        action: { do: 'wait' },
        until: { ...settled, there: [placed(service(), 'a-healdel')] },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'without automation what somebody changes stays, and is out of sync',
    recording: 'application-manual-drift',
    repository: 'a-drift.git',
    files: both,
    application: application('a-drift', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: withNamespace },
        until: { ...done, seconds: 3 },
      },
      {
        action: {
          do: 'patch',
          object: placed(service(), 'a-drift'),
          patch: { spec: { selector: { app: 'other' } } },
        },
        until: { sync: 'OutOfSync', seconds: 3 },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'an Application with the finalizer takes what belongs to it along',
    recording: 'application-deleted-with-finalizer',
    repository: 'a-delete.git',
    files: both,
    application: application('a-delete'),
    steps: [
      { action: create, until: done },
      {
        action: { do: 'delete application' },
        until: {
          deletion: 'done',
          gone: [
            placed(service(), 'a-delete'),
            placed(deployment('v1'), 'a-delete'),
          ],
        },
      },
    ],
    speed: 3,
    timing: [...timing, goes],
  },
  {
    name: 'an Application waits for what cannot go, and goes after it',
    recording: 'application-deleted-waits-for-a-held-resource',
    repository: 'a-held.git',
    files: kustomization({ held, deployment: deployment('v1') }),
    application: application('a-held'),
    steps: [
      { action: create, until: done },
      {
        action: { do: 'delete application' },
        until: {
          deletion: 'pending',
          gone: [placed(deployment('v1'), 'a-held')],
          there: [placed(held, 'a-held')],
          seconds: 3,
        },
      },
      {
        action: {
          do: 'patch',
          object: placed(held, 'a-held'),
          patch: { metadata: { finalizers: null } },
        },
        until: { deletion: 'done' },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'an Application without the finalizer leaves everything where it is',
    recording: 'application-deleted-without-finalizer',
    repository: 'a-orphan.git',
    files: both,
    application: withoutFinalizer(application('a-orphan')),
    steps: [
      { action: create, until: done },
      {
        action: { do: 'delete application' },
        until: {
          deletion: 'done',
          there: [placed(deployment('v1'), 'a-orphan')],
          seconds: 2,
        },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'a window that denies holds a sync by hand until it is opened',
    recording: 'application-sync-window-denies-manual-sync',
    repository: 'a-window.git',
    files: both,
    surroundings: [closed],
    application: application('a-window', {
      isManual: true,
      project: 'a-window',
    }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: withNamespace },
        until: { operation: 'Running', message: 'blocked by sync window' },
      },
      {
        action: {
          do: 'patch',
          object: closed,
          patch: { spec: denied({ manualSync: true }) },
        },
        until: done,
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'a window that denies holds an automated sync without an operation',
    recording: 'application-sync-window-denies-automated-sync',
    repository: 'a-window.git',
    files: both,
    surroundings: [closed],
    application: application('a-window', { project: 'a-window' }),
    steps: [
      { action: create, until: { sync: 'OutOfSync', seconds: 5 } },
      {
        action: {
          do: 'patch',
          object: closed,
          patch: { spec: { syncWindows: null } },
        },
        until: done,
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'a hook that fails fails the sync, and nothing is applied',
    recording: 'application-hook-fails',
    repository: 'a-hookfail.git',
    files: kustomization({
      migration: failingMigration(),
      deployment: deployment('v1'),
    }),
    application: application('a-hookfail', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: withNamespace },
        until: {
          operation: 'Failed',
          gone: [placed(deployment('v1'), 'a-hookfail')],
          seconds: 2,
        },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'a sync that is asked for while another runs is lost',
    recording: 'application-sync-asked-for-while-another-runs',
    repository: 'a-busy.git',
    files: kustomization({
      migration: migration('broken'),
      deployment: deployment('v1'),
    }),
    application: application('a-busy', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: withNamespace },
        until: { message: 'waiting for completion of hook' },
      },
      {
        action: { do: 'sync', sync: { ...withNamespace, prune: true } },
        until: { message: 'waiting for completion of hook', seconds: 3 },
      },
      {
        action: { do: 'terminate' },
        until: { operation: 'Failed', seconds: 3 },
      },
    ],
    speed: 3,
    timing: [
      ...timing,
      {
        message: 'operation is terminating',
        why: 'it is written when the controller was at work on the operation just then',
      },
      {
        operation: 'Terminating',
        why: 'it is written when the controller was at work on the operation just then',
      },
    ],
  },
  {
    name: 'only what is chosen is synced',
    recording: 'application-selective-sync',
    repository: 'a-select.git',
    files: both,
    application: application('a-select', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: {
          do: 'sync',
          sync: {
            ...withNamespace,
            resources: [{ kind: 'Service', name: 'demo' }],
          },
        },
        until: {
          operation: 'Succeeded',
          there: [placed(service(), 'a-select')],
          gone: [placed(deployment('v1'), 'a-select')],
          seconds: 2,
        },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'a dry run changes nothing',
    recording: 'application-dry-run',
    repository: 'a-dry.git',
    files: both,
    application: application('a-dry', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: { ...withNamespace, dryRun: true } },
        until: {
          operation: 'Succeeded',
          gone: [placed(service(), 'a-dry')],
          seconds: 2,
        },
      },
    ],
    speed: 3,
    timing,
  },
  {
    name: 'a kind that the project does not allow fails the sync with the reason',
    recording: 'application-kind-not-permitted-by-project',
    repository: 'a-kind.git',
    files: both,
    surroundings: [
      project('a-kind', {
        namespaceResourceBlacklist: [{ group: '', kind: 'Service' }],
      }),
    ],
    application: application('a-kind', { isManual: true, project: 'a-kind' }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: withNamespace },
        until: { operation: 'Failed', seconds: 2 },
      },
    ],
    speed: 3,
    timing,
  },
];
