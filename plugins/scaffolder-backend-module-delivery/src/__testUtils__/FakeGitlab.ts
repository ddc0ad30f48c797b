import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { answerAccess, answerLogin } from './accessRoutes';
import { answerCatalogue } from './catalogueRoutes';
import { Crash } from './Crash';
import { answerGitlab } from './gitlabRoutes';
import { answerRegistry } from './registryRoutes';
import { GitlabState } from './GitlabState';

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: any;
  authorization?: string;
}

export interface FakeAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/**
 * A small GitLab with its registry and git over HTTP, on a real port, so that wrong URLs, headers
 * and bodies show. Writes are in {@link FakeGitlab.writes}.
 */
export class FakeGitlab {
  readonly state = new GitlabState();
  readonly crash: Crash;
  readonly token = 'glpat-portal-CANARY-0001';
  readonly requests: FakeRequest[] = [];
  #server?: Server;

  constructor(crash = new Crash()) {
    this.crash = crash;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  get baseUrl(): string {
    return `http://${this.host}`;
  }

  get writes(): string[] {
    return this.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(error => {
        response.writeHead(500);
        response.end(String(error));
      });
    });
    await new Promise<void>(resolve =>
      this.#server!.listen(0, '127.0.0.1', resolve),
    );
    this.state.baseUrl = this.baseUrl;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    const url = new URL(request.url!, this.baseUrl);
    const asked: FakeRequest = {
      method: request.method!,
      path: url.pathname,
      query: url.searchParams,
      body: text ? JSON.parse(text) : {},
      authorization: request.headers.authorization,
    };
    const fate = this.crash.call();
    if (fate === 'lost') {
      request.socket.destroy();
      return;
    }
    this.requests.push(asked);
    const isApi = asked.path.startsWith('/api/v4');
    const known = !isApi || request.headers['private-token'] === this.token;
    const answer = this.#answer(asked, isApi, known);
    if (fate === 'effect-then-lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      ...(answer.body !== undefined && { 'content-type': 'application/json' }),
      ...answer.headers,
    });
    response.end(
      answer.body === undefined ? undefined : JSON.stringify(answer.body),
    );
  }

  #answer(asked: FakeRequest, isApi: boolean, known: boolean): FakeAnswer {
    if (!known) {
      return { status: 401, body: { message: '401 Unauthorized' } };
    }
    return isApi
      ? answerCatalogue(this.state, asked) ??
          answerAccess(this.state, asked) ??
          answerGitlab(this.state, asked)
      : answerLogin(this.token, asked) ?? answerRegistry(this.state, asked);
  }
}
