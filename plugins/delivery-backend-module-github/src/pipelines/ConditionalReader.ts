import { ServiceUnavailableError } from '@backstage/errors';
import { GithubAnswer, GithubApi } from '../github';

/** The answers of a few hundred repositories with their last runs. */
const kept = 2_000;

interface Kept {
  etag: string;
  body: unknown;
}

/**
 * Reads from GitHub and sends along what it has: an answer that has not changed does not count
 * against the hourly limit. When the limit is reached it asks nothing until there is a new one.
 */
export class ConditionalReader {
  readonly #api: GithubApi;
  readonly #now: () => Date;
  readonly #kept = new Map<string, Kept>();
  #closed?: { until: number; reason: string };

  constructor(api: GithubApi, now: () => Date) {
    this.#api = api;
    this.#now = now;
  }

  async read(
    path: string,
    query: Record<string, string | number | boolean>,
    signal: AbortSignal,
  ): Promise<unknown> {
    this.#throwIfClosed();
    const key = JSON.stringify([path, query]);
    const known = this.#kept.get(key);
    const answer = await this.#ask({
      method: 'GET',
      path,
      query,
      headers: known ? { 'if-none-match': known.etag } : undefined,
      signal,
    });
    this.#closeWhenSpent(answer);
    if (answer.status === 304 && known) {
      return known.body;
    }
    const { etag } = answer.headers;
    this.#kept.delete(key);
    if (etag) {
      this.#kept.set(key, { etag, body: answer.body });
      this.#trim();
    }
    return answer.body;
  }

  async #ask(request: Parameters<GithubApi['request']>[0]) {
    try {
      return await this.#api.request(request);
    } catch (error) {
      const { retryAfterSeconds, message } = error as Error & {
        retryAfterSeconds?: number;
      };
      if (retryAfterSeconds !== undefined) {
        this.#closed = {
          until: this.#now().getTime() + retryAfterSeconds * 1000,
          reason: message,
        };
      }
      throw error;
    }
  }

  #closeWhenSpent({ headers }: GithubAnswer): void {
    const until = Number(headers['x-ratelimit-reset']) * 1000;
    if (headers['x-ratelimit-remaining'] === '0' && until > 0) {
      this.#closed = {
        until,
        reason: `GitHub's limit of ${headers['x-ratelimit-limit']} requests an hour is spent`,
      };
    }
  }

  #throwIfClosed(): void {
    const seconds = this.#closed
      ? Math.ceil((this.#closed.until - this.#now().getTime()) / 1000)
      : 0;
    if (!this.#closed || seconds <= 0) {
      this.#closed = undefined;
      return;
    }
    throw Object.assign(new ServiceUnavailableError(this.#closed.reason), {
      retryAfterSeconds: seconds,
    });
  }

  #trim(): void {
    while (this.#kept.size > kept) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
  }
}
