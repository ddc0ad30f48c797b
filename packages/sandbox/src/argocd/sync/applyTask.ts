import { isDeepStrictEqual } from 'node:util';
import {
  type ClusterStore,
  KubernetesApiError,
  type StoredObject,
} from '../../world/seams.ts';
import type { ResourceResult, SyncOperation } from '../model/Application.ts';
import { FIELD_MANAGER, hasOption } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { clientSideApply } from './clientSideApply.ts';
import { hasAnnotationOption, refOf, storeKey } from '../model/Manifest.ts';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

export interface TaskOutcome {
  status: NonNullable<ResourceResult['status']>;
  message: string;
}

/** `deployment.apps/demo`, as kubectl names it. */
function shortName(object: Manifest): string {
  const { group, kind, name } = refOf(object);
  const type = kind.toLowerCase();
  return `${group ? `${type}.${group}` : type}/${name}`;
}

/** What is compared to see whether an apply has changed anything. */
function content(object: StoredObject | undefined): unknown {
  if (!object) {
    return undefined;
  }
  const { status: _, ...rest } = object;
  const {
    resourceVersion: _version,
    managedFields: _fields,
    generation: _generation,
    ...metadata
  } = rest.metadata;
  return { ...rest, metadata };
}

function usesServerSideApply(
  operation: SyncOperation,
  target: Manifest,
): boolean {
  // What a manifest says of itself goes before what its Application says of all.
  return (
    !hasAnnotationOption(target, SYNC_OPTIONS, 'ServerSideApply=false') &&
    (hasOption(operation.syncOptions, 'ServerSideApply=true') ||
      hasAnnotationOption(target, SYNC_OPTIONS, 'ServerSideApply=true'))
  );
}

/** Applies a manifest; a refusal of the cluster is an outcome and not an error. */
export function applyTarget(
  store: ClusterStore,
  operation: SyncOperation,
  target: Manifest,
): TaskOutcome {
  const name = shortName(target);
  try {
    const before = store.get(storeKey(target));
    if (operation.dryRun) {
      const verb = before ? 'configured' : 'created';
      return { status: 'Synced', message: `${name} ${verb} (dry run)` };
    }
    if (usesServerSideApply(operation, target)) {
      store.apply(target, { fieldManager: FIELD_MANAGER, force: true });
      return { status: 'Synced', message: `${name} serverside-applied` };
    }
    const after = clientSideApply(store, target);
    if (!before) {
      return { status: 'Synced', message: `${name} created` };
    }
    const isSame = isDeepStrictEqual(content(before), content(after));
    return {
      status: 'Synced',
      message: `${name} ${isSame ? 'unchanged' : 'configured'}`,
    };
  } catch (error) {
    if (error instanceof KubernetesApiError) {
      return { status: 'SyncFailed', message: error.message };
    }
    throw error;
  }
}

/** Deletes what is no longer wanted, if the operation and the object let it. */
export function pruneLive(
  store: ClusterStore,
  operation: SyncOperation,
  live: StoredObject,
): TaskOutcome {
  if (!operation.prune) {
    return { status: 'PruneSkipped', message: 'ignored (requires pruning)' };
  }
  if (hasAnnotationOption(live, SYNC_OPTIONS, 'Prune=false')) {
    return { status: 'PruneSkipped', message: 'ignored (no prune)' };
  }
  if (operation.dryRun) {
    return { status: 'Pruned', message: 'pruned (dry run)' };
  }
  try {
    if (!live.metadata.deletionTimestamp && store.get(storeKey(live))) {
      store.delete(storeKey(live));
    }
    return { status: 'Pruned', message: 'pruned' };
  } catch (error) {
    if (error instanceof KubernetesApiError) {
      return { status: 'SyncFailed', message: error.message };
    }
    throw error;
  }
}
