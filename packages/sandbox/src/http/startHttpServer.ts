import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HttpHandler } from '../world/seams.ts';
import { findPortHolder } from './portHolder.ts';

export interface StartHttpServerOptions {
  /** 0 takes any free port. */
  port: number;
  /** Loopback unless told otherwise. */
  host?: string;
  /** One line for each request that a handler failed on. */
  log?: (line: string) => void;
}

export interface RunningHttpServer {
  port: number;
  /** `http://127.0.0.1:8929` */
  url: string;
  /** Resolves when no connection is left; open ones are ended. */
  stop(): Promise<void>;
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

async function portInUse(port: number, cause: Error): Promise<Error> {
  const holder = await findPortHolder(port);
  return new Error(
    `Port ${port} is in use${
      holder ? ` by ${holder}` : ' by another process'
    }. End that process, or choose another port.`,
    { cause },
  );
}

/** Serves handlers in order on one port; the first that takes a request answers it. */
export async function startHttpServer(
  handlers: HttpHandler[],
  options: StartHttpServerOptions,
): Promise<RunningHttpServer> {
  const host = options.host ?? '127.0.0.1';
  const log = options.log ?? (() => {});

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const path = (request.url ?? '/').split('?')[0];
    try {
      for (const handler of handlers) {
        if (await handler(request, response)) {
          return;
        }
      }
      sendJson(response, 404, { error: '404 Not Found' });
    } catch (error) {
      log(`${request.method} ${path} failed: ${(error as Error).message}`);
      sendJson(response, 500, { message: '500 Internal Server Error' });
    }
  }

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  // A watch or a slow clone may take as long as it takes.
  server.requestTimeout = 0;
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        portInUse(options.port, error).then(reject, reject);
      } else {
        reject(error);
      }
    });
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://${host}:${port}`,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}
