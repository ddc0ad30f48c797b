import type { NewObject } from '../../world/seams.ts';
import { deployment, kustomization, migration, service } from './manifests.ts';
import { done, justApplied, podsStarting, seenInBetween } from './parts.ts';

export const timing = [seenInBetween, justApplied, podsStarting];
export const goes = {
  sync: 'OutOfSync',
  health: 'Progressing',
  why: 'what is being deleted is seen only while it goes',
};
export const goneEarly = {
  sync: 'Synced',
  health: 'Healthy',
  operation: 'Running',
  why: 'what is pruned may be gone before the operation ends',
};
export const both = kustomization({
  service: service(),
  deployment: deployment('v1'),
});
export const withoutService = kustomization({ deployment: deployment('v1') });
export const settled = { ...done, revision: 'newest' } as const;

export const placed = (object: NewObject, namespace: string): NewObject => ({
  ...object,
  metadata: { ...object.metadata, namespace },
});

/** A ConfigMap that somebody has to let go of before it can be deleted. */
export const held = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'held', finalizers: ['slipway.dev/hold'] },
};

export function project(name: string, spec: object): NewObject {
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
export const denied = (rest: object = {}) => ({
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
export const closed = project('a-window', denied());

export function failingMigration() {
  const job = migration('crash');
  return { ...job, spec: { ...job.spec, backoffLimit: 0 } };
}

export function withoutFinalizer(object: NewObject): NewObject {
  const { finalizers: _finalizers, ...metadata } = object.metadata;
  return { ...object, metadata };
}
