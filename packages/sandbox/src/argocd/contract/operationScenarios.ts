import type { ApplicationScenario } from './ApplicationScenario.ts';
import {
  application,
  deployment,
  kustomization,
  migration,
  service,
} from './manifests.ts';
import {
  timing,
  goes,
  both,
  placed,
  held,
  project,
  denied,
  closed,
  failingMigration,
  withoutFinalizer,
} from './objects.ts';
import { create, done, withNamespace } from './parts.ts';

/** What is done to Applications as such: deletions, windows, hooks, and syncs of a part. */
export const operationScenarios: ApplicationScenario[] = [
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
