import { GitlabTransport } from '@slipway/plugin-delivery-node';

/** As GitLab's own page size; the answers of a few hundred projects with their last pipelines. */
const kept = 2_000;

interface Kept {
  etag: string;
  body: unknown;
}

/** Reads from GitLab and sends along what it has, so that nothing comes back that has not changed. */
export class ConditionalReader {
  readonly #transport: GitlabTransport;
  readonly #kept = new Map<string, Kept>();

  constructor(transport: GitlabTransport) {
    this.#transport = transport;
  }

  async read(
    path: string,
    query: Record<string, string | number | boolean>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const key = JSON.stringify([path, query]);
    const known = this.#kept.get(key);
    const answer = await this.#transport.request({
      method: 'GET',
      path,
      query,
      headers: known ? { 'if-none-match': known.etag } : undefined,
      signal,
    });
    if (answer.status === 304 && known) {
      return known.body;
    }
    const etag = answer.headers.get('etag');
    this.#kept.delete(key);
    if (etag) {
      this.#kept.set(key, { etag, body: answer.body });
      this.#trim();
    }
    return answer.body;
  }

  #trim(): void {
    while (this.#kept.size > kept) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
  }
}
