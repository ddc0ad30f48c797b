import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScaledClock } from '../world/Clock.ts';
import { MemoryStorage } from '../world/Storage.ts';
import type { RegistryAuthorizer } from '../world/seams.ts';
import { createRegistry } from './createRegistry.ts';
import type { Registry } from './createRegistry.ts';
import { digestOf } from './digests.ts';
import { mediaTypes } from './readManifest.ts';

/** Lets `pusher` do all in `acme/*`, `puller` read it, and everybody read `public/*`. */
export const acmeAuthorizer: RegistryAuthorizer = {
  async registryActions(credentials, repository) {
    if (credentials && credentials.password !== 'right') {
      return undefined;
    }
    const isPublic = repository.startsWith('public/');
    const isAcme = repository.startsWith('acme/');
    switch (isAcme ? credentials?.username : undefined) {
      case 'pusher':
        return ['pull', 'push', 'delete'];
      case 'puller':
        return ['pull'];
      default:
        return isPublic ? ['pull'] : [];
    }
  },
};

export interface TestRegistry {
  registry: Registry;
  clock: ScaledClock;
  url: string;
  host: string;
  token(
    scope: string | undefined,
    user?: string,
    password?: string,
  ): Promise<Response>;
  /** With a token for the scope. */
  call(
    method: string,
    path: string,
    options?: {
      as?: string;
      scope?: string;
      body?: Buffer | string;
      headers?: Record<string, string>;
    },
  ): Promise<Response>;
  pushBlob(repository: string, bytes: Buffer): Promise<string>;
  stop(): Promise<void>;
}

export async function startTestRegistry(): Promise<TestRegistry> {
  const clock = new ScaledClock();
  let url = '';
  const host = () => new URL(url).host;
  const registry = createRegistry({
    storage: new MemoryStorage(),
    authorizer: acmeAuthorizer,
    tokenSecret: 'a secret for tests',
    realm: () => `${url}/jwt/auth`,
    host,
    clock,
    log: () => {},
  });
  const server = createServer((request, response) => {
    registry.handle(request, response).then(
      handled => handled || response.writeHead(404).end(),
      () => response.destroy(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const test: TestRegistry = {
    registry,
    clock,
    url,
    host: host(),
    token(scope, user, password = 'right') {
      const query = new URLSearchParams({ service: 'container_registry' });
      if (scope) {
        query.set('scope', scope);
      }
      const basic = Buffer.from(`${user}:${password}`).toString('base64');
      return fetch(`${url}/jwt/auth?${query}`, {
        headers: user ? { authorization: `Basic ${basic}` } : {},
      });
    },
    async call(method, path, options = {}) {
      const name = /^\/v2\/(.+?)\/(?:manifests|blobs|tags)\//.exec(path)?.[1];
      const scope = options.scope ?? `repository:${name}:pull,push,delete`;
      const answer = await test.token(scope, options.as ?? 'pusher');
      const { token } = (await answer.json()) as { token: string };
      return fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: mediaTypes.ociManifest,
          ...options.headers,
        },
        body: options.body,
        redirect: 'manual',
      });
    },
    async pushBlob(repository, bytes) {
      const digest = digestOf(bytes);
      const start = await test.call('POST', `/v2/${repository}/blobs/uploads/`);
      const location = start.headers.get('location')!;
      await test.call('PUT', `${location}?digest=${digest}`, { body: bytes });
      return digest;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await registry.close();
    },
  };
  return test;
}
