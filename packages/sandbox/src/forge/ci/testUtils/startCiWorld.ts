import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHttpServer } from '../../../http/startHttpServer.ts';
import { createRegistry } from '../../../registry/index.ts';
import type { Registry } from '../../../registry/index.ts';
import type { Clock } from '../../../world/Clock.ts';
import { ScaledClock } from '../../../world/Clock.ts';
import { MemoryStorage } from '../../../world/Storage.ts';
import type { Storage } from '../../../world/Storage.ts';
import { createForge } from '../../Forge.ts';
import type { Forge } from '../../Forge.ts';
import { createPipelines } from '../createPipelines.ts';
import type { Pipelines } from '../createPipelines.ts';

export interface CiWorld {
  url: string;
  host: string;
  forge: Forge;
  pipelines: Pipelines;
  registry: Registry;
  token: string;
  logs: string[];
  /** Asks the REST API as the portal, or as whoever has the token given. */
  call(
    method: string,
    path: string,
    body?: unknown,
    options?: { token?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; body: any; headers: Headers }>;
  /** Waits until something is so; fails with what was last seen. */
  until<T>(
    look: () => Promise<T | undefined> | T | undefined,
    what: string,
  ): Promise<T>;
  stop(): Promise<void>;
}

const patience = 60_000;

/** A forge with pipelines and a registry on a port of its own. */
export async function startCiWorld(
  options: {
    storage?: Storage;
    folder?: string;
    clock?: Clock;
    pace?: number;
    token?: string;
    port?: number;
  } = {},
): Promise<CiWorld> {
  const folder =
    options.folder ?? (await mkdtemp(join(tmpdir(), 'slipway-ci-world-')));
  const storage = options.storage ?? new MemoryStorage();
  const clock = options.clock ?? new ScaledClock(20);
  const logs: string[] = [];
  const log = (line: string) => logs.push(line);
  let url = '';
  const host = () => new URL(url).host;
  let registry: Registry | undefined;
  const pipelines = createPipelines({
    registry: () => registry!,
    pace: options.pace ?? 0.2,
  });
  const forge = await createForge({
    storage,
    folder: join(folder, 'repositories'),
    clock,
    baseUrl: () => url,
    registryHost: host,
    log,
    extraRoutes: pipelines.routes,
    extraPages: pipelines.pages,
    tokens: { forgeToken: options.token },
  });
  registry = createRegistry({
    storage,
    folder: join(folder, 'registry'),
    authorizer: forge,
    tokenSecret: 'a secret for tests',
    realm: () => `${url}/jwt/auth`,
    host,
    clock,
    log,
  });
  const server = await startHttpServer([registry.handle, forge.handle], {
    port: options.port ?? 0,
    log,
  });
  url = server.url;
  const { forgeToken } = await forge.seed();
  const token = forgeToken ?? options.token ?? '';
  pipelines.start();

  return {
    url,
    host: host(),
    forge,
    pipelines,
    registry,
    token,
    logs,
    async call(method, path, body, more = {}) {
      const response = await fetch(`${url}/api/v4${path}`, {
        method,
        headers: {
          'private-token': more.token ?? token,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...more.headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = response.headers
        .get('content-type')
        ?.startsWith('application/json');
      return {
        status: response.status,
        headers: response.headers,
        body: isJson && text ? JSON.parse(text) : text,
      };
    },
    async until(look, what) {
      const end = Date.now() + patience;
      for (;;) {
        const found = await look();
        if (found !== undefined) {
          return found;
        }
        if (Date.now() > end) {
          throw new Error(
            `Waited ${patience} ms in vain: ${what}\n${logs.join('\n')}`,
          );
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    },
    async stop() {
      await pipelines.stop();
      await forge.stop();
      await server.stop();
      if (!options.folder) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
