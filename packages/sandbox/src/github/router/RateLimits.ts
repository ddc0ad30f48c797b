import type { Clock } from '../../world/Clock.ts';

export interface RateLimit {
  limit: number;
  used: number;
  /** Seconds since 1970. */
  reset: number;
}

const hour = 3_600;

/** Requests per hour: of everyone with a token, and of everyone else together. */
export class RateLimits {
  #clock: Clock;
  #windows = new Map<string, { used: number; reset: number }>();
  #limit = 15_000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What everyone with a token may ask for from now on; all windows begin anew. */
  setLimit(limit: number): void {
    this.#limit = limit;
    this.#windows.clear();
  }

  look(who: string | undefined): RateLimit {
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const known = this.#windows.get(who ?? '');
    const window =
      known && known.reset > now ? known : { used: 0, reset: now + hour };
    this.#windows.set(who ?? '', window);
    return { limit: who ? this.#limit : Math.min(60, this.#limit), ...window };
  }

  /** Counts a request; false when there is none left. */
  take(who: string | undefined): boolean {
    const { limit, used } = this.look(who);
    if (used >= limit) {
      return false;
    }
    this.#windows.get(who ?? '')!.used += 1;
    return true;
  }

  /** An answer that had not changed does not count. */
  giveBack(who: string | undefined): void {
    const window = this.#windows.get(who ?? '');
    if (window && window.used > 0) {
      window.used -= 1;
    }
  }
}

export function rateLimitHeaders(limit: RateLimit): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit.limit),
    'x-ratelimit-remaining': String(Math.max(0, limit.limit - limit.used)),
    'x-ratelimit-reset': String(limit.reset),
    'x-ratelimit-used': String(limit.used),
    'x-ratelimit-resource': 'core',
  };
}
