import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../world/Clock.ts';
import type { HttpHandler } from '../../../world/seams.ts';

/** How long an address of a download is good. */
const lifetimeMilliseconds = 60_000;

/** GitHub hands logs out by redirecting to an address that is good for a minute, without a token. */
export class LogDownloads {
  readonly #clock: Clock;
  readonly #links = new Map<
    string,
    { until: number; type: string; content: () => Buffer }
  >();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The path of a new address; what it gives is made when it is asked for. */
  offer(type: string, content: () => Buffer): string {
    const now = this.#clock.now().getTime();
    for (const [key, link] of this.#links) {
      if (link.until < now) {
        this.#links.delete(key);
      }
    }
    const key = randomBytes(24).toString('base64url');
    this.#links.set(key, { until: now + lifetimeMilliseconds, type, content });
    return `/_actions/logs/${key}`;
  }

  handle: HttpHandler = async (request, response) => {
    const [, key] =
      /^\/_actions\/logs\/([\w-]+)(?:\?|$)/.exec(request.url ?? '') ?? [];
    if (!key) {
      return false;
    }
    const link = this.#links.get(key);
    if (!link || link.until < this.#clock.now().getTime()) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('The address of this log is good no more.\n');
      return true;
    }
    const content = link.content();
    response.writeHead(200, {
      'content-type': link.type,
      'content-length': content.length,
    });
    response.end(content);
    return true;
  };
}
