import { durationSeconds } from '../model/defaults.ts';
import { timestamp } from '../model/conditions.ts';
import type { PauseReason, Rollout, RolloutStatus } from '../model/Rollout.ts';
import { statusOf } from '../model/Rollout.ts';

export function findPause(rollout: Rollout, reason: PauseReason) {
  return statusOf(rollout).pauseConditions?.find(
    pause => pause.reason === reason,
  );
}

/** Pauses and aborts that one pass over a rollout wants, and what becomes of them. */
export class PauseContext {
  readonly #rollout: Rollout;
  readonly #now: () => Date;
  #added: PauseReason[] = [];
  #removed: PauseReason[] = [];
  #cleared = false;
  #abortAdded = false;
  #abortRemoved = false;
  abortMessage = '';

  constructor(rollout: Rollout, now: () => Date) {
    this.#rollout = rollout;
    this.#now = now;
  }

  add(reason: PauseReason): void {
    this.#added.push(reason);
  }

  remove(reason: PauseReason): void {
    this.#removed.push(reason);
  }

  clear(): void {
    this.#cleared = true;
  }

  addAbort(message: string): void {
    this.#abortAdded = true;
    this.abortMessage = message;
  }

  removeAbort(): void {
    this.#abortRemoved = true;
  }

  get hasAdded(): boolean {
    return this.#added.length > 0;
  }

  get isAborted(): boolean {
    return (
      !this.#abortRemoved &&
      (this.#abortAdded || Boolean(statusOf(this.#rollout).abort))
    );
  }

  /** A person has resumed it, or its time is over. */
  hasPassedPauseStep(duration: number | string | undefined): boolean {
    const pause = findPause(this.#rollout, 'CanaryPauseStep');
    if (!pause) {
      return Boolean(statusOf(this.#rollout).controllerPause);
    }
    return (
      duration !== undefined &&
      this.#isOver(pause.startTime, durationSeconds(duration))
    );
  }

  /** A person has resumed it, or the time of the automatic promotion has come. */
  get hasPassedBlueGreenPause(): boolean {
    const status = statusOf(this.#rollout);
    const strategy = this.#rollout.spec.strategy?.blueGreen;
    const pause = findPause(this.#rollout, 'BlueGreenPause');
    if (this.hasAdded) {
      return false;
    }
    if (status.blueGreen?.scaleUpPreviewCheckPoint) {
      return true;
    }
    if (strategy?.autoPromotionEnabled ?? true) {
      const seconds = strategy?.autoPromotionSeconds ?? 0;
      return (
        seconds === 0 ||
        (pause !== undefined && this.#isOver(pause.startTime, seconds))
      );
    }
    return Boolean(status.controllerPause) && !pause;
  }

  /** The fields of the new status that tell of pauses and aborts. */
  derive(): Pick<
    RolloutStatus,
    'abort' | 'abortedAt' | 'pauseConditions' | 'controllerPause'
  > {
    const status = statusOf(this.#rollout);
    if (this.#abortAdded || (!this.#abortRemoved && status.abort)) {
      return {
        abort: true,
        abortedAt: status.abortedAt ?? timestamp(this.#now()),
      };
    }
    if (this.#cleared) {
      return {};
    }
    const known = status.pauseConditions ?? [];
    const fresh = this.#added
      .filter(reason => !known.some(pause => pause.reason === reason))
      .map(reason => ({ reason, startTime: timestamp(this.#now()) }));
    const pauseConditions = [
      ...known.filter(pause => !this.#removed.includes(pause.reason)),
      ...fresh,
    ];
    if (pauseConditions.length === 0) {
      return {};
    }
    return {
      pauseConditions,
      controllerPause: fresh.length > 0 || status.controllerPause,
    };
  }

  #isOver(startTime: string, seconds: number): boolean {
    return this.#now().getTime() > Date.parse(startTime) + seconds * 1_000;
  }
}
