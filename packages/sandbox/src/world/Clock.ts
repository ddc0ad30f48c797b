import { setTimeout as delay } from 'node:timers/promises';

/**
 * The time of the sandbox. Everything in it asks this clock, so that a demo or a test can let it
 * run faster.
 */
export interface Clock {
  now(): Date;
  /** Waits in the sandbox's time; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that runs `speed` times as fast as the machine's. */
export class ScaledClock implements Clock {
  #speed: number;
  #realStart: number;
  #start: number;

  constructor(speed = 1) {
    this.#speed = speed;
    this.#realStart = Date.now();
    this.#start = this.#realStart;
  }

  now(): Date {
    return new Date(this.#start + (Date.now() - this.#realStart) * this.#speed);
  }

  /** Keeps the time that it is, and goes on at another speed. */
  setSpeed(speed: number): void {
    if (!(speed > 0 && speed <= 1000)) {
      throw new RangeError(
        `The speed of the sandbox's clock is a number above 0 and up to 1000, not ${speed}`,
      );
    }
    this.#start = this.now().getTime();
    this.#realStart = Date.now();
    this.#speed = speed;
  }

  get speed(): number {
    return this.#speed;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await delay(milliseconds / this.#speed, undefined, { signal, ref: false });
  }
}
