import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPortal, PortalClient } from '../../../embedded/src/index.ts';
import { createSandbox, type Sandbox } from '../../../sandbox/src/index.ts';
import { plantCanary } from './canary.ts';
import { writeScaffolderKey } from './scaffolderKey.ts';
import { startGate } from './startGate.ts';
import { WatchedStorage } from './WatchedStorage.ts';
import { WorkerPool } from './WorkerPool.ts';

/** How much faster the sandbox's clock runs than the machine's. */
const speed = 10;

/** What GitHub lets a token ask for in an hour is not what is tested here. */
const rateLimit = 1_000_000;

/**
 * A sandbox, a portal on it that observes and keeps the ledger, and workers that launch; between the
 * workers and all the others is room for faults.
 */
export class FaultsWorld {
  readonly folder: string;
  readonly canary: string;
  readonly credentials: Record<string, string>;
  readonly sandbox: Sandbox;
  readonly storage: WatchedStorage;
  readonly portal: EmbeddedPortal;
  readonly client: PortalClient;
  readonly workers: WorkerPool;
  readonly #scaffolderToken: () => string;
  readonly #stops: Array<() => Promise<void>>;

  private constructor(
    options: Omit<
      FaultsWorld,
      'stop' | 'scaffolderToken' | 'signIn' | 'hosts' | 'client'
    > & {
      scaffolderToken: () => string;
      stops: Array<() => Promise<void>>;
    },
  ) {
    this.folder = options.folder;
    this.canary = options.canary;
    this.credentials = options.credentials;
    this.sandbox = options.sandbox;
    this.storage = options.storage;
    this.portal = options.portal;
    this.client = new PortalClient(options.portal.url, 'developer');
    this.workers = options.workers;
    this.#scaffolderToken = options.scaffolderToken;
    this.#stops = options.stops;
  }

  static async start(
    options: { tell?: (line: string) => void } = {},
  ): Promise<FaultsWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-faults-world-'));
    const stops: Array<() => Promise<void>> = [
      () => rm(folder, { recursive: true, force: true }),
    ];
    try {
      const { canary, credentials } = plantCanary();
      const storage = new WatchedStorage();
      const logs = join(folder, 'logs');
      await mkdir(logs);
      const log = createWriteStream(join(logs, 'sandbox.log'));
      const sandbox = await createSandbox({
        port: 0,
        folder: join(folder, 'sandbox'),
        storage,
        speed,
        pace: 0,
        credentials,
        tokenMarker: canary,
        log: line => log.write(`${line}\n`),
      });
      stops.unshift(() => sandbox.stop());
      sandbox.github.limits.setLimit(rateLimit);
      const key = await writeScaffolderKey(folder);
      const portal = await EmbeddedPortal.start({
        folder: join(folder, 'portal'),
        portalPort: await freePort(),
        sandbox,
        configs: [key.config],
        tell: options.tell,
      });
      stops.unshift(() => portal.stop());
      const { faults, clock } = sandbox;
      const gate = await startGate({ target: portal.url, faults, clock });
      stops.unshift(() => gate.stop());
      const workers = new WorkerPool({
        env: {
          ...process.env,
          ...portal.environment,
          NODE_ENV: 'development',
          SLIPWAY_FAULTS_PORTAL: gate.url,
          SLIPWAY_FAULTS_CONFIGS: JSON.stringify(['app-config.yaml']),
        },
        logFile: join(logs, 'workers.log'),
      });
      stops.unshift(() => workers.stop());
      return new FaultsWorld({
        folder,
        canary,
        credentials,
        sandbox,
        storage,
        portal,
        workers,
        scaffolderToken: key.token,
        stops,
      });
    } catch (error) {
      for (const stop of stops) {
        await stop();
      }
      throw error;
    }
  }

  /** By what errors name the forges and the portal. */
  hosts(): string[] {
    const { host, port } = new URL(this.sandbox.url);
    return [host, `localhost:${port}`, new URL(this.portal.url).host];
  }

  scaffolderToken(): string {
    return this.#scaffolderToken();
  }

  /** Who launches, with a token that holds for a while. */
  async signIn(): Promise<{ ref: string; token: string }> {
    const response = await fetch(
      `${this.portal.url}/api/auth/developer/refresh`,
      { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
    );
    const { backstageIdentity } = (await response.json()) as {
      backstageIdentity: {
        token: string;
        identity: { userEntityRef: string };
      };
    };
    return {
      ref: backstageIdentity.identity.userEntityRef,
      token: backstageIdentity.token,
    };
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) {
      await stop();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
