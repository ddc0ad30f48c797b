import type { ApplicationScenario } from './ApplicationScenario.ts';
import { application, kustomization, service } from './manifests.ts';
import {
  timing,
  goes,
  goneEarly,
  both,
  withoutService,
  settled,
  placed,
} from './objects.ts';
import { create, done, withNamespace } from './parts.ts';

/** What becomes of what no longer stands in git, and of what somebody changes in the cluster. */
export const driftScenarios: ApplicationScenario[] = [
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
];
