import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import { assessHealth } from '../health/assessHealth.ts';
import type {
  OperationPhase,
  ResourceResult,
  SyncOperation,
} from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { hasOption } from '../model/Application.ts';
import { storeKey } from '../model/Manifest.ts';
import { applyTarget, pruneLive, type TaskOutcome } from './applyTask.ts';
import { deletePolicies, type HookDeletePolicy } from './hooks.ts';
import {
  describeResult,
  isCompleted,
  isHookTask,
  isRunning,
  nameOf,
  objectOf,
  resultKey,
  resultKeyOf,
  type SyncTask,
} from './SyncTask.ts';

export interface SyncStepInput {
  store: ClusterStore;
  operation: SyncOperation;
  tasks: SyncTask[];
  /** Of the steps before, in their order. */
  results: ResourceResult[];
  /** Resources that need nothing, when only the others shall be applied. */
  isUnchanged(task: SyncTask): boolean;
  /** Why the project does not let an object be synced. */
  forbid(object: Manifest | StoredObject): string | undefined;
  /** Waits between two waves. */
  pauseBetweenWaves(): Promise<void>;
}

export interface SyncStepResult {
  phase: OperationPhase;
  message: string;
  results: ResourceResult[];
}

const AFTER: Record<TaskOutcome['status'], OperationPhase> = {
  Synced: 'Running',
  SyncFailed: 'Failed',
  Pruned: 'Succeeded',
  PruneSkipped: 'Succeeded',
};

/** One step of a sync: looks at what runs, and starts what comes next. */
export class SyncStep {
  #input: SyncStepInput;
  #results: Map<string, ResourceResult>;

  constructor(input: SyncStepInput) {
    this.#input = input;
    this.#results = new Map(
      input.results.map(result => [resultKey(result), result]),
    );
  }

  async advance(): Promise<SyncStepResult> {
    const { tasks, operation } = this.#input;
    const invalid = this.#findForbidden();
    if (invalid) {
      return this.#end('Failed', invalid);
    }
    if (this.#input.results.length === 0) {
      const namespace = tasks.find(task => this.#isNewNamespace(task));
      if (namespace && this.#run(namespace) === 'SyncFailed') {
        return this.#fail([], [namespace], 'the namespace failed to apply');
      }
    }
    this.#lookAtRunning();
    const isMultiStep = this.#isMultiStep();
    const running = tasks.filter(
      task => isRunning(task) && (isMultiStep || isHookTask(task)),
    );
    if (running.length > 0) {
      return this.#wait(running);
    }
    const failHooks = tasks.filter(task => task.phase === 'SyncFail');
    const others = tasks.filter(task => task.phase !== 'SyncFail');
    if (others.some(task => isCompleted(task) && task.state !== 'Succeeded')) {
      this.#deleteHooks('HookFailed');
      return this.#fail(
        failHooks,
        others.filter(task => task.status === 'SyncFailed'),
        'one or more synchronization tasks completed unsuccessfully',
      );
    }
    let pending = others.filter(task => task.state === undefined);
    if (hasOption(operation.syncOptions, 'ApplyOutOfSyncOnly=true')) {
      pending = pending.filter(task => !this.#input.isUnchanged(task));
    }
    if (pending.length === 0) {
      this.#deleteHooks('HookSucceeded');
      return this.#end('Succeeded', 'successfully synced (no more tasks)');
    }
    return this.#runWave(pending, failHooks);
  }

  async #runWave(
    pending: SyncTask[],
    failHooks: SyncTask[],
  ): Promise<SyncStepResult> {
    const [{ phase, wave }] = pending;
    const now = pending.filter(
      task => task.phase === phase && task.wave === wave,
    );
    const hasMore = now.length < pending.length;
    const hasFailed =
      now.map(task => this.#run(task)).filter(each => each === 'SyncFailed')
        .length > 0;
    if (hasMore && !hasFailed) {
      await this.#input.pauseBetweenWaves();
    }
    if (hasFailed) {
      const running = now.filter(isRunning);
      return running.length > 0
        ? this.#wait(running)
        : this.#fail(
            failHooks,
            now.filter(task => task.status === 'SyncFailed'),
            'one or more objects failed to apply',
          );
    }
    if (!hasMore && !now.some(isHookTask)) {
      this.#deleteHooks('HookSucceeded');
      return this.#end('Succeeded', 'successfully synced (all tasks run)');
    }
    return this.#wait(now);
  }

  /** Ends what runs, because somebody wants the operation to end. */
  terminate(): SyncStepResult {
    for (const task of this.#input.tasks) {
      if (!isHookTask(task) || !isRunning(task)) {
        continue;
      }
      const live = this.#live(task);
      if (live && assessHealth(live)?.status === 'Progressing') {
        this.#input.store.delete(storeKey(live));
      }
      this.#set(task, { state: 'Failed', message: 'Terminated' });
    }
    return this.#end('Failed', 'Operation terminated');
  }

  #findForbidden(): string | undefined {
    const reasons = this.#input.tasks.flatMap(task => {
      const why = this.#input.forbid(objectOf(task));
      if (why) {
        this.#set(task, { status: 'SyncFailed', message: why });
      }
      return why ?? [];
    });
    return reasons.length > 0
      ? `one or more synchronization tasks are not valid: ${[
          ...new Set(reasons),
        ]
          .sort()
          .join('; ')}`
      : undefined;
  }

  #isNewNamespace(task: SyncTask): boolean {
    return (
      task.phase === 'PreSync' &&
      task.target?.kind === 'Namespace' &&
      !task.live
    );
  }

  #isMultiStep(): boolean {
    const [first] = this.#input.tasks;
    const last = this.#input.tasks.at(-1);
    return (
      first !== undefined &&
      last !== undefined &&
      (first.phase !== last.phase || first.wave !== last.wave)
    );
  }

  #live(task: SyncTask): StoredObject | undefined {
    return this.#input.store.get(storeKey(objectOf(task)));
  }

  #lookAtRunning(): void {
    for (const task of this.#input.tasks.filter(isRunning)) {
      const live = this.#live(task);
      if (!live || this.#isNewNamespace(task)) {
        continue;
      }
      const health = assessHealth(live);
      const message = health?.message || task.message;
      switch (health?.status) {
        case undefined:
        case 'Healthy':
          this.#set(task, {
            state: 'Succeeded',
            message: isHookTask(task) ? message : task.message,
          });
          break;
        case 'Degraded':
          this.#set(task, { state: 'Failed', message });
          break;
        case 'Unknown':
          if (isHookTask(task)) {
            this.#set(task, { state: 'Failed', message });
          }
          break;
        default:
      }
    }
  }

  #run(task: SyncTask): TaskOutcome['status'] {
    const { store, operation } = this.#input;
    if (
      isHookTask(task) &&
      task.live &&
      deletePolicies(objectOf(task)).includes('BeforeHookCreation')
    ) {
      store.delete(storeKey(task.live));
    }
    const outcome = task.target
      ? applyTarget(store, operation, task.target)
      : pruneLive(store, operation, task.live!);
    const state = AFTER[outcome.status];
    this.#set(task, {
      ...outcome,
      state: operation.dryRun && state === 'Running' ? 'Succeeded' : state,
    });
    return outcome.status;
  }

  #deleteHooks(policy: HookDeletePolicy): void {
    for (const task of this.#input.tasks) {
      const live = isHookTask(task) ? this.#live(task) : undefined;
      if (live && deletePolicies(objectOf(task)).includes(policy)) {
        this.#input.store.delete(storeKey(live));
      }
    }
  }

  #set(task: SyncTask, change: Partial<SyncTask>): void {
    Object.assign(task, change);
    const result = describeResult(task);
    this.#results.set(resultKeyOf(task), result);
  }

  #wait(tasks: SyncTask[]): SyncStepResult {
    const hooks = tasks.filter(isHookTask);
    const first = hooks[0] ?? tasks[0];
    const reason = hooks.length > 0 ? 'completion of hook' : 'healthy state of';
    const more = tasks.length - 1;
    const kind = hooks.length === tasks.length ? 'hooks' : 'resources';
    const suffix = more > 0 ? ` and ${more} more ${kind}` : '';
    return this.#end(
      'Running',
      `waiting for ${reason} ${nameOf(first)}${suffix}`,
    );
  }

  #fail(
    failHooks: SyncTask[],
    failed: SyncTask[],
    what: string,
  ): SyncStepResult {
    const reasons = [...new Set(failed.flatMap(task => task.message ?? []))];
    const message =
      reasons.length > 0 ? `${what}, reason: ${reasons.join(',')}` : what;
    if (failHooks.every(isCompleted)) {
      return this.#end('Failed', message);
    }
    for (const task of failHooks.filter(each => each.state === undefined)) {
      this.#run(task);
    }
    return this.#wait(failHooks);
  }

  #end(phase: OperationPhase, message: string): SyncStepResult {
    return { phase, message, results: [...this.#results.values()] };
  }
}
