import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import { PauseContext, findPause } from '../decide/PauseContext.ts';
import { isRollbackWithinWindow } from '../decide/promotion.ts';
import type { RolloutEvent } from '../decide/deriveConditions.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import type { Rollout, RolloutStatus } from '../model/Rollout.ts';
import { statusOf } from '../model/Rollout.ts';

export type AnalysisRun = StoredObject;

export interface CurrentAnalysisRuns {
  step?: AnalysisRun;
  background?: AnalysisRun;
  prePromotion?: AnalysisRun;
  postPromotion?: AnalysisRun;
}

/** What a pass over a rollout works with. */
export interface RolloutTools {
  store: ClusterStore;
  now(): Date;
  record(about: StoredObject, event: RolloutEvent): void;
  /** Comes back to this rollout after so many milliseconds. */
  requeueAfter(milliseconds: number): void;
}

/** One pass over one rollout: what was found at its start, and what it has come to so far. */
export class RolloutContext {
  readonly tools: RolloutTools;
  /** As it was read, or as it came back from a write that replaced it. */
  rollout: Rollout;
  newRS: ReplicaSet | undefined;
  stableRS: ReplicaSet | undefined;
  olderRSs: ReplicaSet[] = [];
  /** Neither new nor stable. */
  otherRSs: ReplicaSet[] = [];
  allRSs: ReplicaSet[] = [];
  /** The new ReplicaSet was about to be scaled down when the pass began: it still runs. */
  isNewWithinDelay = false;
  currentRuns: CurrentAnalysisRuns = {};
  otherRuns: AnalysisRun[] = [];
  pause: PauseContext;
  /** What parts of the pass have put into the new status before it is derived. */
  newStatus: RolloutStatus;

  constructor(tools: RolloutTools, rollout: Rollout) {
    this.tools = tools;
    this.rollout = rollout;
    this.pause = new PauseContext(rollout, tools.now);
    this.newStatus = { restartedAt: statusOf(rollout).restartedAt };
  }

  get namespace(): string {
    return this.rollout.metadata.namespace ?? '';
  }

  get sets() {
    const { newRS, stableRS, otherRSs, allRSs } = this;
    return { newRS, stableRS, otherRSs, allRSs };
  }

  get isRollbackWithinWindow(): boolean {
    return isRollbackWithinWindow(this);
  }

  /** A person, or an analysis that came to no result, holds everything where it is. */
  get isHalted(): boolean {
    return (
      Boolean(this.rollout.spec.paused) ||
      findPause(this.rollout, 'InconclusiveAnalysisRun') !== undefined
    );
  }

  record(reason: string, message: string): void {
    this.tools.record(this.rollout, { reason, message });
  }

  service(name: string | undefined): StoredObject | undefined {
    return name
      ? this.tools.store.get({
          apiVersion: 'v1',
          kind: 'Service',
          namespace: this.namespace,
          name,
        })
      : undefined;
  }

  /** Comes back when a moment is reached, if it is still to come. */
  requeueAt(milliseconds: number): void {
    const left = milliseconds - this.tools.now().getTime();
    if (left > 0) {
      this.tools.requeueAfter(left + 1);
    }
  }
}
