import type { StoredObject } from '../../world/seams.ts';
import type { ManagedResource } from '../compare/compareState.ts';
import type {
  ResourceResult,
  SyncOperation,
  SyncPhase,
} from '../model/Application.ts';
import { hasOption } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { hasAnnotationOption, refOf } from '../model/Manifest.ts';
import { hookPhases, isHook, isSkipped, waveOf } from './hooks.ts';
import { objectOf, resultKey, resultKeyOf, type SyncTask } from './SyncTask.ts';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const PHASES: SyncPhase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

/** What others need comes first; kinds that are not named come last. */
const KINDS = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

function kindOrder(kind: string): number {
  const index = KINDS.indexOf(kind);
  return index < 0 ? KINDS.length : index;
}

export interface SyncPlanInput {
  managed: ManagedResource[];
  hooks: Manifest[];
  operation: SyncOperation;
  revision: string;
  startedAt: string;
  /** What the steps of this sync have come to so far. */
  results: ResourceResult[];
  findLive(target: Manifest): StoredObject | undefined;
  /** The namespace that has to be made first. */
  missingNamespace?: Manifest;
}

function isChosen(
  operation: SyncOperation,
  object: Manifest | StoredObject,
): boolean {
  const { group, kind, namespace, name } = refOf(object);
  const chosen = operation.resources ?? [];
  return (
    chosen.length === 0 ||
    chosen.some(
      each =>
        (each.group ?? '') === group &&
        each.kind === kind &&
        each.name === name &&
        (!each.namespace || each.namespace === namespace),
    )
  );
}

/** A hook with a generated name has the same one in each step of a sync. */
function named(hook: Manifest, phase: SyncPhase, input: SyncPlanInput) {
  if (hook.metadata.name) {
    return hook;
  }
  const time = Math.floor(Date.parse(input.startedAt) / 1_000);
  const suffix = `${input.revision.slice(0, 7)}-${phase}-${time}`.toLowerCase();
  const name = `${hook.metadata.generateName ?? ''}${suffix}`;
  return { ...hook, metadata: { ...hook.metadata, name } };
}

function compareTasks(a: SyncTask, b: SyncTask): number {
  const [first, second] = [objectOf(a), objectOf(b)];
  return (
    PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
    a.wave - b.wave ||
    kindOrder(first.kind) - kindOrder(second.kind) ||
    (first.metadata.name < second.metadata.name ? -1 : 1)
  );
}

/** Pruning goes through the waves backwards, or all of it last. */
function orderPruning(tasks: SyncTask[], pruneLast: boolean): void {
  const pruned = tasks.filter(task => !task.target);
  const waves = [...new Set(pruned.map(task => task.wave))].sort(
    (a, b) => a - b,
  );
  const last = Math.max(0, ...tasks.map(task => task.wave)) + 1;
  for (const task of pruned) {
    const mirrored = waves[waves.length - 1 - waves.indexOf(task.wave)];
    const isLast =
      pruneLast ||
      hasAnnotationOption(task.live, SYNC_OPTIONS, 'PruneLast=true');
    task.wave = isLast ? last : mirrored;
  }
}

/** All that a sync has to do, in the order in which it is done, with what is done already. */
export function planSync(input: SyncPlanInput): SyncTask[] {
  const { operation } = input;
  const usesHooks =
    !operation.syncStrategy?.apply && !operation.resources?.length;
  const resources = input.managed
    .filter(({ target, live }) => {
      const object = (target ?? live)!;
      return (
        !isHook(object) && !isSkipped(object) && isChosen(operation, object)
      );
    })
    .map(
      ({ target, live }): SyncTask => ({
        phase: 'Sync',
        wave: waveOf((target ?? live)!),
        target,
        live,
      }),
    );
  const hooks = (usesHooks ? input.hooks : []).flatMap(hook =>
    hookPhases(hook).map((phase): SyncTask => {
      const target = named(hook, phase, input);
      return {
        phase,
        wave: waveOf(hook),
        target,
        live: input.findLive(target),
      };
    }),
  );
  const namespace: SyncTask[] = input.missingNamespace
    ? [{ phase: 'PreSync', wave: 0, target: input.missingNamespace }]
    : [];
  const tasks = [...namespace, ...resources, ...hooks];
  orderPruning(tasks, hasOption(operation.syncOptions, 'PruneLast=true'));
  const results = new Map(input.results.map(each => [resultKey(each), each]));
  return tasks.sort(compareTasks).map(task => {
    const result = results.get(resultKeyOf(task));
    return {
      ...task,
      status: result?.status,
      state: result?.hookPhase,
      message: result?.message,
    };
  });
}
