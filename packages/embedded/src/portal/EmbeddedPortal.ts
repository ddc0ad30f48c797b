import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../paths.ts';
import { ChildProcess } from './ChildProcess.ts';
import {
  portalEnvironment,
  type PortalCluster,
  type SandboxAddress,
} from './portalEnvironment.ts';
import { PortalClient, PortalError } from './PortalClient.ts';
import { choosePort } from './ports.ts';
import { renderingTools } from './renderingTools.ts';

/** What a running portal tells others of this machine, in `portal.json` of its folder. */
export interface PortalAddress {
  url: string;
  sandboxUrl: string;
  pid: number;
}

export interface EmbeddedPortalOptions {
  /** Where the databases, the sandbox's state and the logs are kept. */
  folder: string;
  /** Forgets what an earlier run left in the folder. */
  fresh?: boolean;
  /** Ports; the usual ones, or free ones after them, by default. */
  portalPort?: number;
  sandboxPort?: number;
  /** Values for the credentials of the sandbox, for tests that look for them everywhere. */
  credentials?: {
    forgeToken: string;
    githubToken?: string;
    githubPullToken?: string;
    clusterToken: string;
    webhookSecret: string;
  };
  /** A text that is put into every token that the forge mints, for the same tests. */
  tokenMarker?: string;
  /** A sandbox that runs already, and goes on when the portal has stopped. */
  sandbox?: SandboxAddress;
  /** Config files that are read after those of the portal. */
  configs?: string[];
  /** Of another world than the sandbox's: where services run, in place of the sandbox's clusters. */
  cluster?: PortalCluster;
  /** Told what is going on. */
  tell?: (line: string) => void;
  signal?: AbortSignal;
}

const require = createRequire(join(root, 'package.json'));

/** How long a start may take on a slow machine, in milliseconds. */
const startTimeout = 180_000;

/** The sandbox and the portal, as two processes of ours. */
export class EmbeddedPortal {
  readonly url: string;
  readonly sandboxUrl: string;
  /** The forge's SSH host as a line of `known_hosts`, for an Argo CD that fetches from it. */
  readonly sshKnownHosts: string;
  readonly folder: string;
  readonly logFiles: string[];
  /** What fills in the portal's app-config.yaml. */
  readonly environment: Record<string, string>;
  #sandbox: ChildProcess | undefined;
  #backend: ChildProcess;

  private constructor(options: {
    url: string;
    sandboxUrl: string;
    sshKnownHosts: string;
    folder: string;
    environment: Record<string, string>;
    sandbox: ChildProcess | undefined;
    backend: ChildProcess;
  }) {
    this.url = options.url;
    this.sandboxUrl = options.sandboxUrl;
    this.sshKnownHosts = options.sshKnownHosts;
    this.folder = options.folder;
    this.#sandbox = options.sandbox;
    this.environment = options.environment;
    this.#backend = options.backend;
    this.logFiles = [options.sandbox, options.backend].flatMap(child =>
      child ? [child.logFile] : [],
    );
  }

  static async start(options: EmbeddedPortalOptions): Promise<EmbeddedPortal> {
    const { folder, tell = () => {}, signal } = options;
    if (options.fresh) {
      await rm(folder, { recursive: true, force: true });
    }
    await mkdir(join(folder, 'database'), { recursive: true });

    const sandboxPort = options.sandbox
      ? undefined
      : await choosePort({
          title: 'sandbox',
          usual: 8929,
          askedFor: options.sandboxPort,
          setting: 'SLIPWAY_SANDBOX_PORT',
        });
    const portalPort = await choosePort({
      title: 'portal',
      usual: 7007,
      askedFor: options.portalPort,
      setting: 'SLIPWAY_PORTAL_PORT',
      taken: sandboxPort && [sandboxPort.port],
    });
    for (const port of [sandboxPort, portalPort]) {
      if (port?.notice) {
        tell(port.notice);
      }
    }

    if (sandboxPort) {
      tell(
        options.cluster
          ? 'Starting the forge and the registry of the sandbox'
          : 'Starting the sandbox: a forge, a registry, a cluster with Argo CD',
      );
    }
    const sandbox =
      sandboxPort && (await startSandbox(options, sandboxPort.port));
    const tools = renderingTools(tell);
    let backend: ChildProcess | undefined;
    try {
      const address =
        options.sandbox ??
        (await sandbox!.message(asSandboxReady, startTimeout));
      tell('Starting the portal');
      const url = `http://127.0.0.1:${portalPort.port}`;
      const environment = portalEnvironment({
        folder,
        port: portalPort.port,
        url,
        sandboxUrl: address.url,
        credentials: address.credentials,
        cluster: options.cluster,
        tools: await tools,
      });
      backend = await startBackend({
        folder,
        environment,
        configs: [
          ...(options.cluster ? ['../../app-config.lab.yaml'] : []),
          ...(options.configs ?? []),
        ],
      });
      await waitUntilReady(url, backend, signal);
      const own: PortalAddress = {
        url,
        sandboxUrl: address.url,
        pid: process.pid,
      };
      await writeFile(join(folder, 'portal.json'), JSON.stringify(own));
      return new EmbeddedPortal({
        url,
        sandboxUrl: address.url,
        sshKnownHosts: address.ssh.knownHosts,
        folder,
        environment,
        sandbox,
        backend,
      });
    } catch (error) {
      await backend?.stop();
      await sandbox?.stop();
      throw error;
    }
  }

  /** The portal that runs on this folder now, started by another process. */
  static async find(folder: string): Promise<PortalAddress | undefined> {
    let address: PortalAddress;
    try {
      address = JSON.parse(await readFile(join(folder, 'portal.json'), 'utf8'));
    } catch {
      // No file, or one that was being written: nobody to find.
      return undefined;
    }
    return (await isReady(address.url)) ? address : undefined;
  }

  /** Resolves, with a sentence, when one of the processes has ended by itself. */
  async failed(): Promise<string> {
    const children = [
      { title: 'sandbox', child: this.#sandbox },
      { title: 'portal', child: this.#backend },
    ];
    return Promise.race(
      children.flatMap(({ title, child }) =>
        child
          ? child.exited.then(
              code =>
                `The ${title} ended with exit code ${code}. Its log: ${child.logFile}`,
            )
          : [],
      ),
    );
  }

  /** The portal stands still, and asks its sandbox nothing, until it is let go. */
  hold(): void {
    this.#backend.hold();
  }

  letGo(): void {
    this.#backend.letGo();
  }

  async stop(): Promise<void> {
    await rm(join(this.folder, 'portal.json'), { force: true });
    await this.#backend.stop();
    await this.#sandbox?.stop();
  }
}

interface SandboxReady extends SandboxAddress {
  type: 'ready';
}

function asSandboxReady(message: unknown): SandboxReady | undefined {
  const candidate = message as Partial<SandboxReady> | undefined;
  return candidate?.type === 'ready' ? (candidate as SandboxReady) : undefined;
}

async function startSandbox(
  options: EmbeddedPortalOptions,
  port: number,
): Promise<ChildProcess> {
  return ChildProcess.start({
    title: 'sandbox',
    args: [
      join(root, 'packages/sandbox/src/main.ts'),
      '--port',
      String(port),
      '--state',
      join(options.folder, 'sandbox'),
      ...(options.cluster ? ['--without-clusters'] : []),
    ],
    cwd: root,
    env: {
      ...process.env,
      ...(options.credentials
        ? { SLIPWAY_SANDBOX_CREDENTIALS: JSON.stringify(options.credentials) }
        : {}),
      ...(options.tokenMarker
        ? { SLIPWAY_SANDBOX_TOKEN_MARKER: options.tokenMarker }
        : {}),
    },
    logFile: join(options.folder, 'logs', 'sandbox.log'),
  });
}

async function startBackend(options: {
  folder: string;
  environment: Record<string, string>;
  configs: string[];
}): Promise<ChildProcess> {
  return ChildProcess.start({
    title: 'portal',
    args: [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      '--require',
      join(import.meta.dirname, 'exitWithParent.cjs'),
      'src/index.ts',
      '--config',
      '../../app-config.yaml',
      ...options.configs.flatMap(file => ['--config', file]),
    ],
    cwd: join(root, 'packages/backend'),
    env: {
      ...process.env,
      NODE_ENV: 'development',
      ...options.environment,
    },
    logFile: join(options.folder, 'logs', 'portal.log'),
  });
}

async function waitUntilReady(
  url: string,
  backend: ChildProcess,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + startTimeout;
  while (!((await isReady(url)) && (await hasCatalog(url)))) {
    signal?.throwIfAborted();
    if (!backend.running) {
      throw new Error(
        `The portal ended before it was ready. Its log: ${backend.logFile}`,
      );
    }
    if (Date.now() > deadline) {
      throw new Error(
        `The portal did not get ready in ${startTimeout / 1000} s. Its log: ${
          backend.logFile
        }`,
      );
    }
    await delay(250);
  }
}

/** The catalog is read a moment after the portal answers; before, nobody can sign in. */
async function hasCatalog(url: string): Promise<boolean> {
  try {
    const { items } = await new PortalClient(url, 'developer').json<{
      items: unknown[];
    }>('/api/catalog/entities/by-query?filter=kind=template&fields=kind');
    return items.length > 0;
  } catch (error) {
    if (error instanceof PortalError) {
      return false;
    }
    throw error;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(5_000),
    });
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
