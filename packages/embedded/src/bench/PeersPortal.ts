import { randomBytes } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { unpackTools } from '../../../sandbox/src/argocd/tools/unpackTools.ts';
import { root } from '../paths.ts';
import { ChildProcess } from '../portal/ChildProcess.ts';
import { freePort } from '../portal/ports.ts';
import type { BenchWorld } from './BenchWorld.ts';

const require = createRequire(join(root, 'package.json'));
const startTimeout = 240_000;
const template = 'fastapi-gitlab';

/** What the scaffolder says of a task. */
export interface PeersTask {
  status: string;
  /** Why it failed. */
  error?: string;
  seconds: number;
}

/** The portal of `packages/peers-portal`, on the sandbox of another portal. */
export class PeersPortal {
  readonly url: string;
  readonly folder: string;
  #token: string;
  #process: ChildProcess;

  private constructor(options: {
    url: string;
    folder: string;
    token: string;
    process: ChildProcess;
  }) {
    this.url = options.url;
    this.folder = options.folder;
    this.#token = options.token;
    this.#process = options.process;
  }

  static async start(options: {
    folder: string;
    world: BenchWorld;
  }): Promise<PeersPortal> {
    const { folder, world } = options;
    const templates = join(folder, 'templates');
    await mkdir(join(folder, 'database'), { recursive: true });
    await cp(join(root, 'packages/peers-portal/templates'), templates, {
      recursive: true,
    });
    // The same files as Slipway's template publishes.
    await cp(
      join(root, 'templates/fastapi-gitlab-kustomize/skeleton'),
      join(templates, template, 'skeleton'),
      { recursive: true },
    );
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const token = randomBytes(24).toString('base64url');
    const process = await ChildProcess.start({
      title: 'peers’ portal',
      args: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        '--require',
        join(root, 'packages/embedded/src/portal/exitWithParent.cjs'),
        'src/index.ts',
        '--config',
        'app-config.yaml',
      ],
      cwd: join(root, 'packages/peers-portal'),
      env: await environmentOf({ folder, port, url, token, templates, world }),
      logFile: join(folder, 'logs', 'peers.log'),
    });
    const portal = new PeersPortal({ url, folder, token, process });
    try {
      await portal.#ready();
    } catch (error) {
      await process.stop();
      throw error;
    }
    return portal;
  }

  /** Runs the template to its end. */
  async run(values: Record<string, string>): Promise<PeersTask> {
    const started = Date.now();
    const { id } = await this.#json<{ id: string }>(
      '/api/scaffolder/v2/tasks',
      {
        method: 'POST',
        body: JSON.stringify({
          templateRef: `template:default/${template}`,
          values,
        }),
      },
    );
    for (;;) {
      const { status } = await this.#json<{ status: string }>(
        `/api/scaffolder/v2/tasks/${id}`,
      );
      if (status !== 'open' && status !== 'processing') {
        return {
          status,
          error: await this.#errorOf(id),
          seconds: (Date.now() - started) / 1000,
        };
      }
      await delay(200);
    }
  }

  /** The service in its catalog. */
  async entity(name: string): Promise<unknown> {
    const path = `/api/catalog/entities/by-name/component/default/${name}`;
    const response = await this.#send(path);
    return response.ok ? response.json() : undefined;
  }

  /** Whether some part of it keeps a record of launches as Slipway's does. */
  async hasLedger(name: string): Promise<boolean> {
    const response = await this.#send('/api/delivery/v1/launches');
    return response.ok && (await response.text()).includes(name);
  }

  hold(): void {
    this.#process.hold();
  }

  letGo(): void {
    this.#process.letGo();
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async #errorOf(id: string): Promise<string | undefined> {
    const events = await this.#json<
      Array<{ type: string; body: { error?: { message?: string } } }>
    >(`/api/scaffolder/v2/tasks/${id}/events`);
    return events.find(({ type }) => type === 'completion')?.body.error
      ?.message;
  }

  async #ready(): Promise<void> {
    const path = `/api/catalog/entities/by-name/template/default/${template}`;
    const deadline = Date.now() + startTimeout;
    for (;;) {
      const isThere = await this.#send(path).then(
        ({ ok }) => ok,
        // Not listening yet.
        () => false,
      );
      if (isThere) {
        return;
      }
      if (!this.#process.running || Date.now() > deadline) {
        throw new Error(
          `The peers’ portal did not get ready. Its log: ${
            this.#process.logFile
          }`,
        );
      }
      await delay(500);
    }
  }

  #send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      signal: AbortSignal.timeout(30_000),
      ...init,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
      },
    });
  }

  async #json<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await this.#send(path, init);
    if (!response.ok) {
      throw new Error(
        `The peers’ portal answered ${path} with ${response.status}: ${(
          await response.text()
        ).slice(0, 500)}`,
      );
    }
    return (await response.json()) as T;
  }
}

async function environmentOf(options: {
  folder: string;
  port: number;
  url: string;
  token: string;
  templates: string;
  world: BenchWorld;
}): Promise<NodeJS.ProcessEnv> {
  const { folder, world } = options;
  const { forgeToken, githubToken, clusterToken } = world.credentials;
  const github = new URL(world.url);
  github.hostname = 'localhost';
  const { kubectl } = await unpackTools();
  return {
    ...process.env,
    NODE_ENV: 'development',
    KUBECACHEDIR: join(folder, 'kubectl-cache'),
    PEERS_PORTAL_URL: options.url,
    PEERS_PORTAL_PORT: String(options.port),
    PEERS_PORTAL_TOKEN: options.token,
    PEERS_DATABASE_DIR: join(folder, 'database'),
    PEERS_TEMPLATES: options.templates,
    PEERS_FORGE_HOST: new URL(world.url).host,
    PEERS_FORGE_URL: world.url,
    PEERS_FORGE_TOKEN: forgeToken,
    PEERS_GITHUB_HOST: github.host,
    PEERS_GITHUB_URL: github.origin,
    PEERS_GITHUB_TOKEN: githubToken,
    PEERS_CLUSTER_TOKEN: clusterToken,
    PEERS_ARGOCD_TOKEN: await world.argocdToken(),
    PEERS_KUBECTL: kubectl,
  };
}
