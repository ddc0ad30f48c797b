import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../paths.ts';
import { ChildProcess } from './ChildProcess.ts';
import { PortalClient, PortalError } from './PortalClient.ts';
import { choosePort } from './ports.ts';

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
  /** Of another world than the sandbox's: where services run, in place of the sandbox's clusters. */
  cluster?: PortalCluster;
  /** Told what is going on. */
  tell?: (line: string) => void;
  signal?: AbortSignal;
}

/** A cluster as `app-config.lab.yaml` wants it. */
export interface PortalCluster {
  url: string;
  token: string;
  /** PEM in base64. */
  caData: string;
  /** Argo CD's pages. */
  argocdUrl: string;
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
  #sandbox: ChildProcess;
  #backend: ChildProcess;

  private constructor(options: {
    url: string;
    sandboxUrl: string;
    sshKnownHosts: string;
    folder: string;
    sandbox: ChildProcess;
    backend: ChildProcess;
  }) {
    this.url = options.url;
    this.sandboxUrl = options.sandboxUrl;
    this.sshKnownHosts = options.sshKnownHosts;
    this.folder = options.folder;
    this.#sandbox = options.sandbox;
    this.#backend = options.backend;
    this.logFiles = [options.sandbox.logFile, options.backend.logFile];
  }

  static async start(options: EmbeddedPortalOptions): Promise<EmbeddedPortal> {
    const { folder, tell = () => {}, signal } = options;
    if (options.fresh) {
      await rm(folder, { recursive: true, force: true });
    }
    await mkdir(join(folder, 'database'), { recursive: true });

    const sandboxPort = await choosePort({
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
      taken: [sandboxPort.port],
    });
    for (const { notice } of [sandboxPort, portalPort]) {
      if (notice) {
        tell(notice);
      }
    }

    tell(
      options.cluster
        ? 'Starting the forge and the registry of the sandbox'
        : 'Starting the sandbox: a forge, a registry, a cluster with Argo CD',
    );
    const sandbox = await startSandbox(options, sandboxPort.port);
    let backend: ChildProcess | undefined;
    try {
      const {
        url: sandboxUrl,
        credentials,
        ssh,
      } = await sandbox.message(asSandboxReady, startTimeout);
      tell('Starting the portal');
      const url = `http://127.0.0.1:${portalPort.port}`;
      backend = await startBackend({
        folder,
        port: portalPort.port,
        url,
        sandboxUrl,
        credentials,
        cluster: options.cluster,
      });
      await waitUntilReady(url, backend, signal);
      const address: PortalAddress = { url, sandboxUrl, pid: process.pid };
      await writeFile(join(folder, 'portal.json'), JSON.stringify(address));
      return new EmbeddedPortal({
        url,
        sandboxUrl,
        sshKnownHosts: ssh.knownHosts,
        folder,
        sandbox,
        backend,
      });
    } catch (error) {
      await backend?.stop();
      await sandbox.stop();
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
    return Promise.race(
      [
        { title: 'sandbox', child: this.#sandbox },
        { title: 'portal', child: this.#backend },
      ].map(async ({ title, child }) => {
        const code = await child.exited;
        return `The ${title} ended with exit code ${code}. Its log: ${child.logFile}`;
      }),
    );
  }

  async stop(): Promise<void> {
    await rm(join(this.folder, 'portal.json'), { force: true });
    await this.#backend.stop();
    await this.#sandbox.stop();
  }
}

interface SandboxReady {
  type: 'ready';
  url: string;
  ssh: { knownHosts: string };
  credentials: {
    forgeToken: string;
    githubToken: string;
    githubPullToken: string;
    clusterToken: string;
    webhookSecret: string;
  };
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
  port: number;
  url: string;
  sandboxUrl: string;
  credentials: SandboxReady['credentials'];
  cluster: PortalCluster | undefined;
}): Promise<ChildProcess> {
  const { credentials, cluster } = options;
  const githubUrl = githubUrlOf(options.sandboxUrl);
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
      ...(cluster ? ['--config', '../../app-config.lab.yaml'] : []),
    ],
    cwd: join(root, 'packages/backend'),
    env: {
      ...process.env,
      NODE_ENV: 'development',
      SLIPWAY_PORTAL_URL: options.url,
      SLIPWAY_PORTAL_PORT: String(options.port),
      SLIPWAY_DATABASE_DIR: join(options.folder, 'database'),
      SLIPWAY_FORGE_HOST: new URL(options.sandboxUrl).host,
      SLIPWAY_FORGE_URL: options.sandboxUrl,
      SLIPWAY_FORGE_TOKEN: credentials.forgeToken,
      SLIPWAY_CLUSTER_TOKEN: cluster?.token ?? credentials.clusterToken,
      ...(cluster && {
        SLIPWAY_CLUSTER_URL: cluster.url,
        SLIPWAY_CLUSTER_CA_DATA: cluster.caData,
        SLIPWAY_ARGOCD_URL: cluster.argocdUrl,
      }),
      SLIPWAY_GITHUB_HOST: new URL(githubUrl).host,
      SLIPWAY_GITHUB_URL: githubUrl,
      SLIPWAY_GITHUB_TOKEN: credentials.githubToken,
      SLIPWAY_GITHUB_PULL_TOKEN: credentials.githubPullToken,
      SLIPWAY_WEBHOOK_SECRET: credentials.webhookSecret,
    },
    logFile: join(options.folder, 'logs', 'portal.log'),
  });
}

/** The sandbox is GitLab under its address and GitHub under this name of the same place. */
function githubUrlOf(sandboxUrl: string): string {
  const url = new URL(sandboxUrl);
  url.hostname = 'localhost';
  return url.origin;
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
