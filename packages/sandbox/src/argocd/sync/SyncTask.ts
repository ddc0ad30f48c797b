import type { StoredObject } from '../../world/seams.ts';
import type {
  OperationPhase,
  ResourceResult,
  SyncPhase,
} from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { imagesOf, keyOf, refOf } from '../model/Manifest.ts';
import { isHook } from './hooks.ts';

/** One object in one phase of a sync. Without a target it is to be pruned. */
export interface SyncTask {
  phase: SyncPhase;
  wave: number;
  target?: Manifest;
  live?: StoredObject;
  /** Where a sync in steps has got to with it. */
  status?: ResourceResult['status'];
  state?: OperationPhase;
  message?: string;
}

export function objectOf(task: SyncTask): Manifest | StoredObject {
  return (task.target ?? task.live)!;
}

export function isHookTask(task: SyncTask): boolean {
  return isHook(objectOf(task));
}

export function isRunning({ state }: SyncTask): boolean {
  return state === 'Running';
}

export function isCompleted({ state }: SyncTask): boolean {
  return state === 'Succeeded' || state === 'Failed' || state === 'Error';
}

export function resultKey(result: {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  syncPhase?: SyncPhase;
}): string {
  const { group, kind, namespace, name, syncPhase } = result;
  return [group, kind, namespace, name, syncPhase].join(':');
}

export function resultKeyOf(task: SyncTask): string {
  return resultKey({ ...refOf(objectOf(task)), syncPhase: task.phase });
}

/** What stands about a task in the result of the operation. */
export function describeResult(task: SyncTask): ResourceResult {
  const object = objectOf(task);
  const { group, version, kind, namespace, name } = refOf(object);
  const images = [...new Set(imagesOf(object))];
  return {
    group,
    version,
    kind,
    namespace,
    name,
    ...(task.status ? { status: task.status } : {}),
    ...(task.message ? { message: task.message } : {}),
    ...(isHookTask(task) ? { hookType: task.phase } : {}),
    ...(task.state ? { hookPhase: task.state } : {}),
    syncPhase: task.phase,
    ...(images.length > 0 ? { images } : {}),
  };
}

/** `apps/Deployment/demo`, as messages name it. */
export function nameOf(task: SyncTask): string {
  const { group, kind, name } = refOf(objectOf(task));
  return `${group}/${kind}/${name}`;
}

export function isSameObject(a: SyncTask, b: SyncTask): boolean {
  return keyOf(objectOf(a)) === keyOf(objectOf(b));
}
