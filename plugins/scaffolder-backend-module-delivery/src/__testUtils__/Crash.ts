/**
 * Counts remote calls and lets the world end at one of them: the effect of that call happens, its
 * answer and everything after it is lost until {@link Crash.mend}.
 */
export class Crash {
  calls = 0;
  #at = Infinity;

  /** Ends the world at the n-th call from now, from 1. */
  arm(n: number): void {
    this.#at = this.calls + n;
  }

  mend(): void {
    this.#at = Infinity;
  }

  /** Counts a call; says what happens to it. */
  call(): 'fine' | 'effect-then-lost' | 'lost' {
    this.calls += 1;
    if (this.calls < this.#at) {
      return 'fine';
    }
    return this.calls === this.#at ? 'effect-then-lost' : 'lost';
  }
}
