import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHttpServer } from '../../http/startHttpServer.ts';
import { ScaledClock } from '../../world/Clock.ts';
import type { Clock } from '../../world/Clock.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import type { Storage } from '../../world/Storage.ts';
import { createForge } from '../Forge.ts';
import type { Forge, ForgeOptions } from '../Forge.ts';
import { digestOf, newToken } from '../tokens/digest.ts';

export interface ApiAnswer {
  status: number;
  /** Parsed when it is JSON, text otherwise. */
  body: any;
  headers: Headers;
}

export interface ApiOptions {
  /** Sent as PRIVATE-TOKEN; null sends none, left out the service user's. */
  token?: string | null;
  headers?: Record<string, string>;
}

export interface TestForge {
  forge: Forge;
  url: string;
  folder: string;
  /** Every line that was logged. */
  lines: string[];
  storage: Storage;
  /** The service user's personal access token, scope api. */
  token: string;
  /** A token of a seeded user (`developer`, `viewer`, `platform-owner`, `root`). */
  tokenOf(username: string, scopes?: string[]): string;
  /** `api('POST', '/projects', { … })` */
  api(
    method: string,
    path: string,
    body?: unknown,
    options?: ApiOptions,
  ): Promise<ApiAnswer>;
  stop(): Promise<void>;
}

/** A seeded forge on a free port, for tests of it and of what is built on it. */
export async function startTestForge(
  options: Partial<ForgeOptions> & { clock?: Clock } = {},
): Promise<TestForge> {
  const folder =
    options.folder ?? (await mkdtemp(join(tmpdir(), 'slipway-forge-')));
  const lines: string[] = [];
  const storage = options.storage ?? new MemoryStorage();
  let url = '';
  const forge = await createForge({
    storage,
    folder,
    clock: new ScaledClock(),
    baseUrl: () => url,
    registryHost: () => url.replace('http://', ''),
    log: line => lines.push(line),
    hooks: { retryMilliseconds: [20, 40], timeoutMilliseconds: 2_000 },
    ...options,
  });
  const server = await startHttpServer([forge.handle], {
    port: 0,
    log: line => lines.push(line),
  });
  url = server.url;
  const { forgeToken } = await forge.seed();
  const { records, clock } = forge.context;

  return {
    forge,
    url,
    folder,
    lines,
    storage,
    token: forgeToken!,
    tokenOf(username, scopes = ['api']) {
      const secret = newToken('glpat-');
      records.tokens.put({
        id: records.tokens.nextId(),
        userId: records.users.find(user => user.username === username)!.id,
        projectId: null,
        accessLevel: null,
        name: `test ${scopes.join(' ')}`,
        description: null,
        scopes,
        digest: digestOf(secret),
        createdAt: clock.now().toISOString(),
        expiresAt: null,
        revoked: false,
        lastUsedAt: null,
      });
      return secret;
    },
    async api(method, path, body, { token, headers } = {}) {
      const secret = token === undefined ? forgeToken! : token;
      const response = await fetch(`${url}/api/v4${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(secret === null ? {} : { 'private-token': secret }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body:
          body === undefined || typeof body === 'string'
            ? (body as string | undefined)
            : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson =
        response.headers.get('content-type') === 'application/json';
      return {
        status: response.status,
        body: isJson && text ? JSON.parse(text) : text,
        headers: response.headers,
      };
    },
    async stop() {
      await forge.stop();
      await server.stop();
      if (options.folder === undefined) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
