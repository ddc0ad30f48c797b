import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Faults, withFaults } from '../../faults/index.ts';
import { startHttpServer } from '../../http/startHttpServer.ts';
import { createForge } from '../../forge/Forge.ts';
import type { Forge } from '../../forge/Forge.ts';
import { createRegistry } from '../../registry/index.ts';
import type { Registry } from '../../registry/index.ts';
import { ScaledClock } from '../../world/Clock.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import type { Storage } from '../../world/Storage.ts';
import type { GithubPermissions } from '../api/GithubPrincipal.ts';
import { createGithub } from '../createGithub.ts';
import type { Github } from '../createGithub.ts';
import { withGithubTokens } from '../packages/withGithubTokens.ts';
import { newAppKey } from '../seed/newAppKey.ts';
import { portalScopes } from '../seed/seedGithub.ts';
import { startSshServer } from '../ssh/startSshServer.ts';
import type { SshServer } from '../ssh/startSshServer.ts';

export interface GithubAnswerRead {
  status: number;
  /** Parsed when it is JSON, text otherwise. */
  body: any;
  headers: Headers;
}

export interface TestGithub {
  github: Github;
  forge: Forge;
  registry: Registry;
  ssh: SshServer;
  faults: Faults;
  storage: Storage;
  folder: string;
  /** Every line that was logged. */
  lines: string[];
  /** `http://localhost:8929` */
  url: string;
  /** The portal's token. */
  token: string;
  /** The portal's token on GitLab's side. */
  gitlabToken: string;
  /** The private key of the App in `acme`. */
  appKey: string;
  /** A classic token of a seeded user. */
  tokenOf(username: string, scopes?: string[]): string;
  /** A fine-grained one for all repositories of `acme`. */
  fineGrained(username: string, permissions: GithubPermissions): string;
  /** A name that has not been used. */
  fresh(prefix: string): string;
  api(
    method: string,
    path: string,
    body?: unknown,
    options?: { token?: string | null; headers?: Record<string, string> },
  ): Promise<GithubAnswerRead>;
  /** The same, and it has to succeed. */
  make(method: string, path: string, body?: unknown): Promise<any>;
  /** A private repository in `acme` with one commit; its name. */
  repository(): Promise<string>;
  stop(): Promise<void>;
}

/** GitHub's side of a seeded forge on a free port, with a registry and SSH. */
export async function startTestGithub(
  options: { storage?: Storage; tokenMarker?: string; folder?: string } = {},
): Promise<TestGithub> {
  const folder =
    options.folder ?? (await mkdtemp(join(tmpdir(), 'slipway-github-')));
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const storage = options.storage ?? new MemoryStorage();
  const clock = new ScaledClock();
  const appKey = newAppKey();
  const faults = new Faults();
  let base = '';
  let ssh: SshServer | undefined;
  let registry: Registry;
  const forge = await createForge({
    storage,
    folder: join(folder, 'repositories'),
    clock,
    baseUrl: () => base,
    registryHost: () => base.replace('http://', ''),
    tokenMarker: options.tokenMarker,
    log,
  });
  const github = createGithub({
    forge: forge.context,
    registry: () => registry,
    tokenMarker: options.tokenMarker,
    sshUrl: () => ssh?.url,
    hooks: { timeoutMilliseconds: 2_000 },
  });
  registry = createRegistry({
    storage,
    folder: join(folder, 'blobs'),
    authorizer: withGithubTokens(forge, github),
    tokenSecret: 'of-the-registry-4711',
    realm: () => `${base}/jwt/auth`,
    host: () => new URL(base).host,
    clock,
    log,
  });
  const server = await startHttpServer(
    [registry.handle, github.handle, forge.handle].map(part =>
      withFaults(part, { faults, clock }),
    ),
    { port: 0, log },
  );
  base = server.url;
  ssh = await startSshServer(github.context, undefined);
  const { forgeToken } = await forge.seed();
  const { githubToken } = github.seed({ githubAppKey: appKey });
  const url = base.replace('127.0.0.1', 'localhost');
  const { users, namespaces } = forge.context.records;
  const userId = (name: string) =>
    users.find(user => user.username === name)!.id;
  let count = 0;
  const fresh = (prefix: string) => {
    count += 1;
    return `${prefix}-${count}`;
  };

  const api: TestGithub['api'] = async (method, path, body, given = {}) => {
    const token = given.token === undefined ? githubToken! : given.token;
    const response = await fetch(`${url}/api/v3${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...given.headers,
      },
      body:
        body === undefined || typeof body === 'string'
          ? (body as string | undefined)
          : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
    };
  };
  const make: TestGithub['make'] = async (method, path, body) => {
    const answer = await api(method, path, body);
    if (answer.status >= 300) {
      throw new Error(
        `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  };

  return {
    github,
    forge,
    registry,
    ssh,
    faults,
    storage,
    folder,
    lines,
    url,
    token: githubToken!,
    gitlabToken: forgeToken!,
    appKey,
    fresh,
    api,
    make,
    tokenOf: (username, scopes = portalScopes) =>
      github.context.tokens.issue({
        kind: 'classic',
        userId: userId(username),
        name: 'test',
        scopes,
      }),
    fineGrained: (username, permissions) =>
      github.context.tokens.issue({
        kind: 'fine-grained',
        userId: userId(username),
        name: 'test',
        permissions,
        namespaceId: namespaces.find(each => each.fullPath === 'acme')!.id,
      }),
    async repository() {
      const name = fresh('repository');
      await make('POST', '/orgs/acme/repos', { name, private: true });
      await make('PUT', `/repos/acme/${name}/contents/README.md`, {
        message: 'Begin',
        content: Buffer.from(`# ${name}\n`).toString('base64'),
      });
      return name;
    },
    async stop() {
      await github.stop();
      await forge.stop();
      await ssh?.stop();
      await server.stop();
      await registry.close();
      if (options.folder === undefined) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
