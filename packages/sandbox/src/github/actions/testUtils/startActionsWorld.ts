import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers';
import { createForge } from '../../../forge/Forge.ts';
import type { Forge } from '../../../forge/Forge.ts';
import { startHttpServer } from '../../../http/startHttpServer.ts';
import { createRegistry } from '../../../registry/index.ts';
import type { Registry } from '../../../registry/index.ts';
import { type Clock, ScaledClock } from '../../../world/Clock.ts';
import { MemoryStorage, type Storage } from '../../../world/Storage.ts';
import { createGithub, type Github } from '../../createGithub.ts';
import { startSshServer, type SshServer } from '../../ssh/startSshServer.ts';
import { createActions, type Actions } from '../createActions.ts';

export interface ActionsAnswer {
  status: number;
  body: any;
  headers: Headers;
}

export interface ActionsWorld {
  /** `http://127.0.0.1:…` */
  url: string;
  /** `http://localhost:…/api/v3` */
  apiUrl: string;
  host: string;
  forge: Forge;
  github: Github;
  actions: Actions;
  registry: Registry;
  /** The portal's. */
  token: string;
  logs: string[];
  /** Asks GitHub's REST API as the portal, or as whoever has the token given. */
  call(
    method: string,
    path: string,
    body?: unknown,
    options?: { token?: string | null },
  ): Promise<ActionsAnswer>;
  /** The same, for what must go well. */
  make(method: string, path: string, body?: unknown): Promise<any>;
  /** A classic token of a seeded user. */
  tokenOf(username: string, scopes?: string[]): string;
  /** Puts a secret where it belongs, sealed. */
  putSecret(path: string, name: string, value: string): Promise<void>;
  /** Waits until something is so; fails with what was last logged. */
  until<T>(
    look: () => Promise<T | undefined> | T | undefined,
    what: string,
  ): Promise<T>;
  stop(): Promise<void>;
}

const patience = 120_000;

/** A forge with GitHub's side, Actions and a registry on a port of its own. */
export async function startActionsWorld(
  options: {
    storage?: Storage;
    folder?: string;
    clock?: Clock;
    pace?: number;
    token?: string;
    port?: number;
  } = {},
): Promise<ActionsWorld> {
  const folder =
    options.folder ?? (await mkdtemp(join(tmpdir(), 'slipway-actions-world-')));
  const storage = options.storage ?? new MemoryStorage();
  const clock = options.clock ?? new ScaledClock(20);
  const logs: string[] = [];
  const log = (line: string) => logs.push(line);
  let url = '';
  const host = () => new URL(url).host;
  let registry: Registry | undefined;
  let ssh: SshServer | undefined;
  const actions = createActions({
    registry: () => registry!,
    pace: options.pace ?? 0,
  });
  const forge = await createForge({
    storage,
    folder: join(folder, 'repositories'),
    clock,
    baseUrl: () => url,
    registryHost: host,
    log,
  });
  const github = createGithub({
    forge: forge.context,
    registry: () => registry!,
    extraRoutes: actions.routes,
    sshUrl: () => ssh?.url,
  });
  registry = createRegistry({
    storage,
    folder: join(folder, 'registry'),
    authorizer: {
      registryActions: async (credentials, repository) =>
        github.registryActions(credentials, repository)?.actions ??
        forge.registryActions(credentials, repository),
    },
    tokenSecret: 'a secret for tests',
    realm: () => `${url}/jwt/auth`,
    host,
    clock,
    log,
  });
  const server = await startHttpServer(
    [registry.handle, actions.handle, github.handle, forge.handle],
    { port: options.port ?? 0, log },
  );
  url = server.url;
  ssh = await startSshServer(github.context, undefined);
  await forge.seed();
  const token =
    github.seed({ githubToken: options.token }).githubToken ??
    options.token ??
    '';
  actions.start();
  const apiUrl = github.context.apiUrl();

  const call: ActionsWorld['call'] = async (method, path, body, more = {}) => {
    const who = more.token === undefined ? token : more.token;
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': 'a test',
        ...(who === null ? {} : { authorization: `Bearer ${who}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
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
  };
  const make: ActionsWorld['make'] = async (method, path, body) => {
    const answer = await call(method, path, body);
    if (answer.status >= 300) {
      throw new Error(
        `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  };

  return {
    url,
    apiUrl,
    host: host(),
    forge,
    github,
    actions,
    registry,
    token,
    logs,
    call,
    make,
    tokenOf: (username, scopes = ['repo', 'workflow']) =>
      github.context.tokens.issue({
        kind: 'classic',
        userId: forge.context.records.users.find(
          user => user.username === username,
        )!.id,
        name: 'test',
        scopes,
      }),
    async putSecret(path, name, value) {
      await sodium.ready;
      const { key, key_id } = await make('GET', `${path}/public-key`);
      const sealed = sodium.crypto_box_seal(value, Buffer.from(key, 'base64'));
      await make('PUT', `${path}/${name}`, {
        encrypted_value: Buffer.from(sealed).toString('base64'),
        key_id,
      });
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
      await actions.stop();
      await ssh?.stop();
      await github.stop();
      await forge.stop();
      await server.stop();
      await registry!.close();
      if (!options.folder) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
