import { createServer, type AddressInfo, type Server } from 'node:net';

/** A free port of loopback for each name. All are held at once, so that none comes twice. */
export async function freePorts<T extends string>(
  names: readonly T[],
): Promise<Record<T, number>> {
  const servers = await Promise.all(names.map(listen));
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return Object.fromEntries(
    names.map((name, index) => [name, ports[index]]),
  ) as Record<T, number>;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
