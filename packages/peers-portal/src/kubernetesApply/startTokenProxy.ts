import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from './readClusters';

/**
 * kubectl sends no token over plain HTTP, and the sandbox speaks nothing else. This listens on
 * loopback and adds the token to what comes by; nothing else is changed, so the sandbox counts what
 * kubectl asks.
 */
export async function startTokenProxy({
  url,
  token,
}: Cluster): Promise<{ url: string; stop(): Promise<void> }> {
  const target = new URL(url);
  const server = createServer((incoming, outgoing) => {
    const call = send(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: `${target.pathname.replace(/\/$/, '')}${incoming.url}`,
        headers: {
          ...incoming.headers,
          host: target.host,
          authorization: `Bearer ${token}`,
        },
      },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    call.on('error', error => {
      outgoing
        .writeHead(502)
        .end(`The cluster was not reached: ${error.message}`);
    });
    incoming.pipe(call);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
