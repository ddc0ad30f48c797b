import {
  type FaultRule,
  faultRuleSchema,
  type FaultyRequest,
  matchesFault,
} from './FaultRule.ts';

export interface ActiveFault {
  id: number;
  rule: FaultRule;
  /** How many requests it is still for; undefined for all. */
  remaining?: number;
}

/** What can happen to all the watches at once. */
export type WatchFault =
  /** Their connections break. */
  | 'drop'
  /** What they have seen is too old to go on from. */
  | 'expire';

/** The knobs for what goes wrong between a client and the sandbox. */
export class Faults {
  #active: ActiveFault[] = [];
  #lastId = 0;
  #watchListeners = new Set<(fault: WatchFault) => void>();

  list(): ActiveFault[] {
    return this.#active.map(fault => ({ ...fault }));
  }

  add(rule: unknown): ActiveFault {
    const parsed = faultRuleSchema.parse(rule);
    // Throws for what is no regular expression now, and not at the next request.
    matchesFault(parsed, { method: '', url: '' });
    this.#lastId += 1;
    const fault = { id: this.#lastId, rule: parsed, remaining: parsed.count };
    this.#active.push(fault);
    return { ...fault };
  }

  remove(id: number): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter(fault => fault.id !== id);
    return this.#active.length < before;
  }

  clear(): void {
    this.#active = [];
  }

  /** The rules that are for this request; each of them is used once more. */
  take(request: FaultyRequest): FaultRule[] {
    const taken = this.#active.filter(({ rule }) =>
      matchesFault(rule, request),
    );
    for (const fault of taken) {
      if (fault.remaining !== undefined) {
        fault.remaining -= 1;
      }
    }
    this.#active = this.#active.filter(({ remaining }) => remaining !== 0);
    return taken.map(({ rule }) => rule);
  }

  /** Breaks the connection of every watch that is open. */
  dropWatches(): void {
    this.#watchListeners.forEach(listener => listener('drop'));
  }

  /** Makes every resourceVersion given out so far too old, in every cluster. */
  expireResourceVersions(): void {
    this.#watchListeners.forEach(listener => listener('expire'));
  }

  onWatchFault(listener: (fault: WatchFault) => void): () => void {
    this.#watchListeners.add(listener);
    return () => this.#watchListeners.delete(listener);
  }
}
