import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** As much of GitLab's API as this module asks, with ETags as GitLab's Rack gives them. */
export class GitlabTestServer {
  readonly requests: Array<{ method: string; url: string; status: number }> =
    [];
  readonly token: string;
  /** Answers by path, without `/api/v4` and the query. */
  readonly answers = new Map<string, unknown>();
  readonly #planned: Answer[] = [];
  readonly #server: Server;

  constructor(token = 'canary-forge-token') {
    this.token = token;
    this.#server = createServer((request, response) => {
      const url = request.url ?? '';
      const answer =
        request.headers['private-token'] === this.token
          ? this.#planned.shift() ??
            this.#answer(url, request.headers['if-none-match'])
          : { status: 401, body: { message: '401 Unauthorized' } };
      this.requests.push({
        method: request.method ?? '',
        url,
        status: answer.status,
      });
      response.writeHead(answer.status, {
        'content-type':
          typeof answer.body === 'string' ? 'text/plain' : 'application/json',
        ...answer.headers,
      });
      response.end(
        typeof answer.body === 'string'
          ? answer.body
          : answer.body && JSON.stringify(answer.body),
      );
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
            url.replace('/api/v4', ''),
          )} ${status}`,
      );
  }

  #answer(url: string, ifNoneMatch: string | undefined): Answer {
    const path = decodeURIComponent(url.split('?')[0]).replace('/api/v4', '');
    const body = this.answers.get(path);
    if (body === undefined) {
      return { status: 404, body: { message: '404 Not Found' } };
    }
    const etag = `W/"${createHash('md5')
      .update(JSON.stringify(body))
      .digest('hex')}"`;
    return etag === ifNoneMatch
      ? { status: 304, headers: { etag } }
      : { status: 200, body, headers: { etag } };
  }
}
