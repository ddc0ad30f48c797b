import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultsControl, Faults, withFaults } from './faults/index.ts';
import { createPipelines } from './forge/ci/createPipelines.ts';
import { createForge, type Forge } from './forge/Forge.ts';
import { createActions } from './github/actions/index.ts';
import { createGithub, type Github } from './github/createGithub.ts';
import { actionsPages } from './github/pages/actionsPages.ts';
import { createRateLimitControl } from './github/router/createRateLimitControl.ts';
import { withGithubTokens } from './github/packages/withGithubTokens.ts';
import { startSshServer } from './github/ssh/startSshServer.ts';
import type { SshServer } from './github/ssh/startSshServer.ts';
import { startHttpServer } from './http/startHttpServer.ts';
import { createRegistry, type Registry } from './registry/index.ts';
import { createRequestsControl, RequestLog } from './requests/index.ts';
import { ScaledClock } from './world/Clock.ts';
import { startClusters } from './world/Clusters.ts';
import { type Credentials, loadCredentials } from './world/credentials.ts';
import { FolderStorage, MemoryStorage } from './world/Storage.ts';
import type { Storage } from './world/Storage.ts';
import type { HttpHandler } from './world/seams.ts';

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where everything is kept; without it nothing outlives the process. */
  folder?: string;
  /** Where its records are kept, for tests that look into them; the folder, or memory, by default. */
  storage?: Storage;
  /** Values for credentials that would be made up otherwise. */
  credentials?: Partial<Credentials>;
  /** A text that is put into every token that the forge mints, for tests that look for them. */
  tokenMarker?: string;
  /** How much faster than the machine's its clock runs. */
  speed?: number;
  /** How long the jobs of a pipeline take: 1 is a few seconds each, 0 no time at all. */
  pace?: number;
  /** How often Argo CD compares without being asked to; its own default without. */
  resyncSeconds?: number;
  /** Without clusters of its own: its forge and registry serve others. */
  withoutClusters?: boolean;
  log?: (line: string) => void;
}

export interface Sandbox {
  /** `http://127.0.0.1:8929` */
  url: string;
  credentials: Credentials;
  forge: Forge;
  /** The forge's repositories by GitHub's API. */
  github: Github;
  /** Where git's SSH is, and its line of known_hosts. */
  ssh: Pick<SshServer, 'url' | 'knownHosts'>;
  registry: Registry;
  clock: ScaledClock;
  faults: Faults;
  /** How many requests there were, and of which kind. */
  requests: RequestLog;
  /** Ends everything that runs and writes down what is to be kept. */
  stop(): Promise<void>;
}

/** The embedded world: a forge with pipelines, a registry, and clusters with Argo CD. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const log = options.log ?? (() => {});
  const folder =
    options.folder ?? (await mkdtemp(join(tmpdir(), 'slipway-sandbox-')));
  await mkdir(folder, { recursive: true });
  const storage =
    options.storage ??
    (options.folder
      ? new FolderStorage(join(folder, 'state'), error =>
          log(`The state could not be written: ${error.message}`),
        )
      : new MemoryStorage());
  const credentials = await loadCredentials(
    options.folder,
    options.credentials,
  );
  const clock = new ScaledClock(options.speed);
  const faults = new Faults();
  const requests = new RequestLog();

  let url = '';
  const baseUrl = () => url;
  const host = () => new URL(url).host;
  let registry: Registry;
  let ssh: SshServer | undefined;
  const pipelines = createPipelines({
    registry: () => registry,
    pace: options.pace,
  });
  const forge = await createForge({
    storage,
    folder: join(folder, 'repositories'),
    clock,
    baseUrl,
    registryHost: host,
    extraRoutes: pipelines.routes,
    extraPages: pipelines.pages,
    tokens: credentials,
    tokenMarker: options.tokenMarker,
    log,
  });
  const actions = createActions({
    registry: () => registry,
    pace: options.pace,
  });
  const github = createGithub({
    forge: forge.context,
    registry: () => registry,
    extraRoutes: actions.routes,
    extraPages: actionsPages(actions.service),
    tokenMarker: options.tokenMarker,
    sshUrl: () => ssh?.url,
  });
  registry = createRegistry({
    storage,
    folder: join(folder, 'blobs'),
    authorizer: withGithubTokens(forge, github),
    tokenSecret: credentials.registrySecret,
    realm: () => `${url}/jwt/auth`,
    host,
    clock,
    log,
  });
  // GitLab's images go with their project; GitHub's packages stay when a repository goes.
  forge.context.onProjectForgotten(project => {
    const { fullPath } = project.beforeDeletion ?? project;
    for (const { name } of project.github
      ? []
      : registry.contents.repositories()) {
      if (`${name}/`.startsWith(`${fullPath}/`)) {
        registry.contents.deleteRepository(name);
      }
    }
  });
  const clusters = options.withoutClusters
    ? undefined
    : await startClusters({
        storage,
        clock,
        registry,
        faults,
        credentials,
        baseUrl,
        cacheFolder: join(folder, 'argocd'),
        resyncSeconds: options.resyncSeconds,
        log,
      });

  const parts: HttpHandler[] = [
    registry.handle,
    ...(clusters?.handlers ?? []),
    github.handle,
    actions.handle,
    forge.handle,
  ];
  const server = await startHttpServer(
    [
      // The knobs stay reachable whatever they are set to.
      createFaultsControl({ faults, clock }),
      createRateLimitControl(github.limits),
      createRequestsControl(requests),
      ...parts.map(part => withFaults(part, { faults, clock })),
    ],
    { port: options.port, log },
  );
  url = server.url;
  ssh = await startSshServer(
    github.context,
    options.folder,
    ({ service, client }) => {
      const kind = service === 'git-receive-pack' ? 'write' : 'read';
      requests.note(
        { side: 'git', kind, client },
        { method: 'SSH', path: service },
      );
    },
  );
  clusters?.trustSshHosts(ssh.knownHosts);
  await forge.seed();
  github.seed(credentials);
  pipelines.start();
  actions.start();
  clusters?.startControllers();

  return {
    url,
    credentials,
    forge,
    github,
    ssh: { url: ssh.url, knownHosts: ssh.knownHosts },
    registry,
    clock,
    faults,
    requests,
    async stop() {
      await clusters?.stop();
      await pipelines.stop();
      await actions.stop();
      await ssh?.stop();
      await github.stop();
      await forge.stop();
      await server.stop();
      await registry.close();
      await storage.flush();
      if (!options.folder) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
