import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedHook {
  event: string;
  token: string | undefined;
  payload: any;
}

/** A server that keeps the webhooks that it gets. */
export class HookReceiver {
  readonly received: ReceivedHook[] = [];
  #server: Server | undefined;
  url = '';

  async start(): Promise<void> {
    this.#server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) {
        parts.push(part);
      }
      this.received.push({
        event: String(request.headers['x-gitlab-event']),
        token: request.headers['x-gitlab-token'] as string | undefined,
        payload: JSON.parse(Buffer.concat(parts).toString('utf8')),
      });
      response.end();
    });
    await new Promise<void>(resolve =>
      this.#server!.listen(0, '127.0.0.1', resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }
}
