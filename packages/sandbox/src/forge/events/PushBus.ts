import type { PushEvent } from '../../world/seams.ts';

export type PushListener = (push: PushEvent) => void;

/** Tells everybody who wants to know about each ref that has moved, however it was moved. */
export class PushBus {
  #listeners: PushListener[] = [];
  #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  subscribe(listener: PushListener): void {
    this.#listeners.push(listener);
  }

  emit(push: PushEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(push);
      } catch (error) {
        // The push has happened; one listener's failure is not the others'.
        this.#log(
          `A listener failed on the push to ${push.ref} of ${push.project}: ${
            (error as Error).stack
          }`,
        );
      }
    }
  }
}
