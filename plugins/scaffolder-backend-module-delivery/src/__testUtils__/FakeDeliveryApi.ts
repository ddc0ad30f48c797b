import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** The delivery backend's API, with answers that a test sets one after the other. */
export class FakeDeliveryApi {
  /** The next answers to a read; the last one stays. undefined is a 404. */
  answers: Array<unknown> = [];
  /** Statuses of the next operations; 202 when there are no more. */
  operationStatuses: number[] = [];
  readonly operations: Array<Record<string, unknown>> = [];
  readonly paths: string[] = [];
  readonly tokens: Array<string | undefined> = [];
  /** Statuses of the next writings into the ledger; 204 when there are no more. */
  ledgerStatuses: number[] = [];
  readonly written: Array<{ path: string; body: any }> = [];
  /** What is said of a launch, one after the other; the last one stays. */
  launches: unknown[] = [{ status: 'taken-back', items: [] }];
  preview: unknown = { basis: 'basis', steps: [] };
  #server?: Server;

  get baseUrl(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/delivery`;
  }

  async start(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) {
        text += chunk;
      }
      this.paths.push(`${request.method} ${request.url}`);
      this.tokens.push(request.headers.authorization);
      const send = (status: number, body: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      };
      if (request.url?.includes('/v1/launches')) {
        this.#answerLaunches(request.method!, request.url, text, send);
        return;
      }
      if (request.method === 'POST') {
        this.operations.push(JSON.parse(text));
        const status = this.operationStatuses.shift() ?? 202;
        send(status, status === 202 ? { accepted: true } : errorBody(status));
        return;
      }
      const answer =
        this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      if (answer === undefined) {
        send(404, errorBody(404));
      } else {
        send(200, answer);
      }
    });
    await new Promise<void>(resolve =>
      this.#server!.listen(0, '127.0.0.1', resolve),
    );
  }

  #answerLaunches(
    method: string,
    url: string,
    text: string,
    send: (status: number, body: unknown) => void,
  ): void {
    if (method === 'GET') {
      const [launch] = this.launches;
      send(200, this.launches.length > 1 ? this.launches.shift() : launch);
      return;
    }
    const path = url.replace(/^.*\/v1\/launches/, '');
    this.written.push({ path, body: JSON.parse(text) });
    const status = this.ledgerStatuses.shift() ?? 200;
    send(status, status === 200 ? this.preview : errorBody(status));
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }
}

function errorBody(statusCode: number) {
  const name = statusCode === 403 ? 'NotAllowedError' : 'ConflictError';
  return {
    error: { name, message: 'no' },
    request: {},
    response: { statusCode },
  };
}

/** An answer with one environment in a standing. */
export function delivery(
  name: string,
  standing: string,
  fields: Record<string, unknown> = {},
) {
  return {
    entityRef: 'component:default/payments',
    version: 1,
    environments: {
      kind: 'observed',
      freshness: { kind: 'live', at: '2026-06-01T12:00:00Z' },
      value: [
        {
          name,
          standing,
          sentence: { key: 'environment.noApplication' },
          obstacles: [],
          operations: [],
          ...fields,
        },
      ],
    },
  };
}
