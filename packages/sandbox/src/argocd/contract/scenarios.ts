import type { ApplicationScenario } from './ApplicationScenario.ts';
import {
  application,
  deployment,
  kustomization,
  migration,
  rollout,
  service,
} from './manifests.ts';
import { driftScenarios } from './driftScenarios.ts';
import { operationScenarios } from './operationScenarios.ts';
import {
  create,
  done,
  justApplied,
  podsStarting,
  seenInBetween,
  withNamespace,
} from './parts.ts';

function unreachable(
  name: string,
  recording: string,
  options: Parameters<typeof application>[1] & {
    application: string;
    files?: ApplicationScenario['files'];
    repository?: string;
  },
): ApplicationScenario {
  return {
    name,
    recording,
    repository: options.repository ?? `${options.application}.git`,
    files: options.files,
    application: application(options.application, options),
    steps: [{ action: create, until: { sync: 'Unknown' } }],
  };
}

const v1 = kustomization({ deployment: deployment('v1') });

/** The stories that are told to the twin and to the real controller. */
export const applicationScenarios: ApplicationScenario[] = [
  ...driftScenarios,
  ...operationScenarios,
  {
    name: 'an automated Application follows commits through a canary, a broken image and a revert',
    recording: 'application-automated-sync-rollout-paused-then-promoted',
    repository: 'a-auto.git',
    files: kustomization({ service: service(), rollout: rollout('v1') }),
    application: application('a-auto'),
    steps: [
      { action: create, until: done },
      {
        action: {
          do: 'commit',
          files: kustomization({ service: service(), rollout: rollout('v2') }),
        },
        // The real Rollouts may miss a promotion in the moment in which it writes the pause.
        until: { sync: 'Synced', health: 'Suspended', seconds: 2 },
      },
      { action: { do: 'promote' }, until: done },
      {
        action: {
          do: 'commit',
          files: kustomization({
            service: service(),
            rollout: rollout('broken'),
          }),
        },
        until: { sync: 'Synced', health: 'Degraded' },
      },
      {
        action: {
          do: 'commit',
          files: kustomization({ service: service(), rollout: rollout('v2') }),
        },
        until: { ...done, revision: 'newest' },
      },
    ],
    speed: 3,
    timing: [seenInBetween, justApplied, podsStarting],
  },
  {
    name: 'an Application without automation is synced by hand and rolled back',
    recording: 'application-manual-sync-history-rollback',
    repository: 'a-manual.git',
    files: kustomization({ service: service(), deployment: deployment('v1') }),
    application: application('a-manual', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      { action: { do: 'sync', sync: withNamespace }, until: done },
      {
        action: {
          do: 'commit',
          files: kustomization({
            service: service(),
            deployment: deployment('v2'),
          }),
        },
        until: { sync: 'OutOfSync' },
      },
      { action: { do: 'sync', sync: withNamespace }, until: done },
      {
        action: { do: 'rollback', id: 0 },
        until: { sync: 'OutOfSync', health: 'Healthy', operation: 'Succeeded' },
      },
    ],
    speed: 3,
    timing: [seenInBetween, justApplied, podsStarting],
  },
  {
    name: 'a sync inherits no options: without CreateNamespace of its own it fails',
    recording: 'application-sync-without-create-namespace-option-fails',
    repository: 'a-manual.git',
    files: kustomization({ service: service(), deployment: deployment('v1') }),
    application: application('a-manual', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      { action: { do: 'sync' }, until: { operation: 'Failed' } },
      {
        action: {
          do: 'commit',
          files: kustomization({
            service: service(),
            deployment: deployment('v2'),
          }),
        },
        until: { sync: 'OutOfSync' },
      },
      { action: { do: 'sync' }, until: { operation: 'Failed' } },
    ],
    timing: [],
  },
  {
    name: 'a failing automated sync goes on running through its retries',
    recording: 'application-namespace-missing',
    repository: 'a-nons.git',
    files: v1,
    application: application('a-nons', { syncOptions: [] }),
    steps: [
      {
        action: create,
        until: { operation: 'Running', message: 'Retrying attempt #3' },
      },
    ],
  },
  {
    name: 'a manifest that the cluster refuses is tried again and again',
    recording: 'application-sync-fails-on-invalid-manifest',
    repository: 'a-syncfail.git',
    files: kustomization({
      service: service(800_000),
      deployment: deployment('v1'),
    }),
    application: application('a-syncfail'),
    steps: [
      {
        action: create,
        until: { operation: 'Running', message: 'Retrying attempt #3' },
      },
    ],
    timing: [
      {
        health: 'Progressing',
        why: 'how soon the health is looked at beside the operation',
      },
      {
        health: 'Missing',
        message:
          'one or more synchronization tasks completed unsuccessfully, reason: Service "demo" is invalid: spec.ports[0].port: Invalid value: 800000: must be between 1 and 65535, inclusive. Retrying attempt #1 at <time>.',
        why: 'how soon the health is looked at beside the operation',
      },
    ],
  },
  {
    name: 'a Deployment whose pods crash becomes Degraded at its deadline',
    recording: 'application-deployment-crash-loop-degraded',
    repository: 'a-dep.git',
    files: v1,
    application: application('a-dep'),
    steps: [
      { action: create, until: done },
      {
        action: {
          do: 'commit',
          files: kustomization({ deployment: deployment('crash') }),
        },
        until: { sync: 'Synced', health: 'Degraded' },
      },
    ],
    timing: [podsStarting],
  },
  {
    name: 'a hook that does not end is terminated',
    recording: 'application-hook-running-then-terminated',
    repository: 'a-hook.git',
    files: kustomization({
      migration: migration('broken'),
      deployment: deployment('v1'),
    }),
    application: application('a-hook', { isManual: true }),
    steps: [
      { action: create, until: { sync: 'OutOfSync' } },
      {
        action: { do: 'sync', sync: withNamespace },
        until: { message: 'waiting for completion of hook' },
      },
      {
        action: { do: 'terminate' },
        until: { operation: 'Failed', seconds: 2 },
      },
    ],
    timing: [
      {
        message: 'operation is terminating',
        why: 'it is written when the controller was at work on the operation just then',
      },
    ],
  },
  {
    name: 'a private repository opens only with the right credential',
    recording:
      'application-private-repository-credential-missing-then-wrong-then-right',
    repository: 'private/a-private.git',
    files: v1,
    application: application('a-private'),
    steps: [
      { action: create, until: { sync: 'Unknown' } },
      {
        action: { do: 'credential', password: 'wrong' },
        until: { sync: 'Unknown', seconds: 2 },
      },
      { action: { do: 'credential', password: 'right' }, until: done },
    ],
    timing: [podsStarting],
  },
  unreachable(
    'a kustomization that does not build is told in the tool’s own words',
    'application-render-error-kustomize',
    {
      application: 'a-badkust',
      files: kustomization({}, ['missing.yaml']),
    },
  ),
  unreachable(
    'a path that is not in the repository is a comparison error',
    'application-path-missing',
    { application: 'a-nopath', path: 'production', files: v1 },
  ),
  unreachable(
    'a repository that does not exist is a comparison error',
    'application-repository-not-found',
    { application: 'a-notfound', repository: 'none.git' },
  ),
  unreachable(
    'a forge that cannot be reached is a comparison error',
    'application-repository-connection-refused',
    { application: 'a-refused', repoURL: 'http://localhost:1/x.git' },
  ),
  {
    ...unreachable(
      'what the project does not allow is an invalid spec',
      'application-not-permitted-by-project',
      { application: 'a-proj', project: 'narrow', files: v1 },
    ),
    surroundings: [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { name: 'narrow', namespace: 'argocd' },
        spec: {
          sourceRepos: ['https://forge.example.com/*'],
          destinations: [
            { server: 'https://kubernetes.default.svc', namespace: 'other' },
          ],
        },
      },
    ],
  },
];
