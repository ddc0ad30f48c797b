import { createHash } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** As much of GitHub's API as this module asks, with its ETags and its limit: a 304 does not count. */
export class GithubTestServer {
  readonly requests: Array<{ method: string; url: string; status: number }> =
    [];
  readonly token: string;
  /** Answers by path, without `/api/v3` and the query. */
  readonly answers = new Map<string, unknown>();
  remaining = 5_000;
  resetAt = 0;
  readonly #planned: Answer[] = [];
  readonly #server: Server;

  constructor(token = 'canary-forge-token') {
    this.token = token;
    this.#server = createServer((request, response) => {
      const url = request.url ?? '';
      const answer =
        request.headers.authorization === `token ${this.token}`
          ? this.#planned.shift() ??
            this.#answer(url, request.headers['if-none-match'])
          : { status: 401, body: { message: 'Bad credentials' } };
      if (answer.status !== 304) {
        this.remaining -= 1;
      }
      this.requests.push({
        method: request.method ?? '',
        url,
        status: answer.status,
      });
      response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': String(this.remaining),
        'x-ratelimit-reset': String(this.resetAt),
        ...answer.headers,
      });
      response.end(answer.body && JSON.stringify(answer.body));
    });
  }

  /** The origin. */
  async start(): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  answerNext(...answers: Answer[]): void {
    this.#planned.push(...answers);
  }

  /** `METHOD path status` of each request since the last time. */
  seen(): string[] {
    return this.requests
      .splice(0)
      .map(
        ({ method, url, status }) =>
          `${method} ${decodeURIComponent(
            url.replace('/api/v3', ''),
          )} ${status}`,
      );
  }

  #answer(url: string, ifNoneMatch: string | undefined): Answer {
    const path = decodeURIComponent(url.split('?')[0]).replace('/api/v3', '');
    const body = this.answers.get(path);
    if (body === undefined) {
      return { status: 404, body: { message: 'Not Found', status: '404' } };
    }
    const etag = `W/"${createHash('sha256')
      .update(JSON.stringify(body))
      .digest('hex')}"`;
    return etag === ifNoneMatch
      ? { status: 304, headers: { etag } }
      : { status: 200, body, headers: { etag } };
  }
}
