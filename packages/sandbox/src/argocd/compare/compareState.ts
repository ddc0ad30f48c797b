import type { StoredObject } from '../../world/seams.ts';
import { aggregateHealth } from '../health/aggregateHealth.ts';
import { assessHealth } from '../health/assessHealth.ts';
import type {
  ApplicationCondition,
  Health,
  HealthCode,
  ResourceStatus,
  SyncCode,
} from '../model/Application.ts';
import { TRACKING_ANNOTATION } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import {
  hasAnnotationOption,
  isClusterScoped,
  keyOf,
  refOf,
  trackingId,
} from '../model/Manifest.ts';
import { isHook, isSkipped, waveOf } from '../sync/hooks.ts';
import { type CompareRules, isModified } from './isModified.ts';

const COMPARE_OPTIONS = 'argocd.argoproj.io/compare-options';

/** One resource: as it shall be, as it is, or both. */
export interface ManagedResource {
  target?: Manifest;
  live?: StoredObject;
  isModified: boolean;
}

export interface Comparison {
  sync: SyncCode;
  health: HealthCode;
  resources: ResourceStatus[];
  managed: ManagedResource[];
  /** Manifests that are hooks. */
  hooks: Manifest[];
  conditions: ApplicationCondition[];
}

/** The manifests in their namespaces, marked as the Application's, each once. */
export function normalizeTargets(
  application: string,
  namespace: string,
  manifests: Manifest[],
): { targets: Manifest[]; conditions: ApplicationCondition[] } {
  const counts = new Map<string, number>();
  const targets = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const metadata = { ...manifest.metadata };
    if (isClusterScoped(manifest.kind)) {
      delete metadata.namespace;
    } else {
      metadata.namespace ??= namespace;
    }
    const target = { ...manifest, metadata };
    const annotations = metadata.annotations as
      | Record<string, string>
      | undefined;
    metadata.annotations = {
      ...annotations,
      [TRACKING_ANNOTATION]: trackingId(application, target),
    };
    const key = metadata.name ? keyOf(target) : `generated-${targets.size}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    targets.set(key, target);
  }
  const conditions = [...counts]
    .filter(([, count]) => count > 1)
    .map(([key, count]) => ({
      type: 'RepeatedResourceWarning' as const,
      message: `Resource ${key} appeared ${count} times among application resources.`,
    }));
  return { targets: [...targets.values()], conditions };
}

function describe(
  resource: ManagedResource,
  health: Health | undefined,
): ResourceStatus {
  const { target, live } = resource;
  const { group, version, kind, namespace, name } = refOf(live ?? target!);
  const hook = isHook((live ?? target)!);
  const requiresPruning = !target && live !== undefined;
  const wave = target ? waveOf(target) : 0;
  const isCounted = !hook && !(target && isSkipped(target));
  return {
    ...(group ? { group } : {}),
    version,
    kind,
    ...(namespace ? { namespace } : {}),
    name,
    ...(isCounted
      ? { status: isOutOfSync(resource) ? 'OutOfSync' : 'Synced' }
      : {}),
    ...(health && isCounted ? { health } : {}),
    ...(hook ? { hook } : {}),
    ...(requiresPruning ? { requiresPruning } : {}),
    ...(wave ? { syncWave: wave } : {}),
  };
}

function isOutOfSync({ target, live, isModified: changed }: ManagedResource) {
  return !target || !live || changed;
}

function byKey(a: ResourceStatus, b: ResourceStatus): number {
  const key = (each: ResourceStatus) =>
    [each.group ?? '', each.kind, each.namespace ?? '', each.name].join('/');
  return key(a) < key(b) ? -1 : 1;
}

export interface CompareInput {
  targets: Manifest[];
  /** What carries the Application's mark, and what has a target's name. */
  live: StoredObject[];
  rules?: CompareRules;
  conditions?: ApplicationCondition[];
}

/** Holds what is wanted against what is there. */
export function compareState(input: CompareInput): Comparison {
  const targets = input.targets.filter(target => !isHook(target));
  const liveByKey = new Map(input.live.map(object => [keyOf(object), object]));
  const wantedKeys = new Set(targets.map(keyOf));
  const managed: ManagedResource[] = [
    ...targets.map(target => {
      const live = liveByKey.get(keyOf(target));
      return {
        target,
        live,
        isModified: live !== undefined && isModified(target, live, input.rules),
      };
    }),
    ...input.live
      .filter(object => !wantedKeys.has(keyOf(object)))
      .map(live => ({ live, isModified: false })),
  ];
  const assessed = managed.map(resource => {
    const health: Health | undefined = resource.live
      ? assessHealth(resource.live)
      : { status: 'Missing' };
    const trimmed = health && {
      status: health.status,
      ...(health.message ? { message: health.message } : {}),
    };
    return { resource, health: trimmed };
  });
  const counted = assessed.filter(
    ({ resource: { target, live } }) =>
      !isHook((live ?? target)!) && !(target && isSkipped(target)),
  );
  const isOut = counted.some(
    ({ resource }) =>
      isOutOfSync(resource) &&
      !(
        !resource.target &&
        hasAnnotationOption(resource.live, COMPARE_OPTIONS, 'IgnoreExtraneous')
      ),
  );
  return {
    sync: isOut ? 'OutOfSync' : 'Synced',
    health: aggregateHealth(
      counted.map(({ resource, health }) => ({
        isLive: resource.live !== undefined,
        health,
      })),
    ),
    resources: assessed
      .map(({ resource, health }) => describe(resource, health))
      .sort(byKey),
    managed,
    hooks: input.targets.filter(isHook),
    conditions: input.conditions ?? [],
  };
}
