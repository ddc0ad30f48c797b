import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ChildProcess } from '../../embedded/src/portal/ChildProcess.ts';
import { buildLab } from './build/buildLab.ts';
import {
  argocdApplicationController,
  argocdApplicationSetController,
  argocdRepoServer,
  argocdServer,
  rolloutsController,
} from './control-plane/argo.ts';
import {
  addDestination,
  createDefaultProject,
  installArgo,
} from './control-plane/installArgo.ts';
import { KubeApi } from './control-plane/KubeApi.ts';
import {
  apiServer,
  controllerManager,
  etcd,
  kwok,
  scheduler,
} from './control-plane/kubernetes.ts';
import type {
  ControlPlaneProcess,
  LabContext,
} from './control-plane/LabContext.ts';
import { grantPortalAccess } from './control-plane/portalAccess.ts';
import { prepareFolder } from './control-plane/prepareFolder.ts';
import { redis } from './control-plane/redis.ts';
import { node } from './control-plane/stages.ts';
import { Guardian } from './guardian/Guardian.ts';
import { ImagePuller } from './nodes/ImagePuller.ts';
import { ResourceMetrics } from './nodes/ResourceMetrics.ts';

export interface LabOptions {
  /** Told each part as it comes up. */
  tell?: (line: string) => void;
  /** A cluster without Argo CD, to be the destination of another's. */
  workloadOnly?: boolean;
  /** Its nodes ask the registry of each image whether they could pull it; otherwise every image is there. */
  pulls?: boolean;
  /** The portal's token, for tests that look for it everywhere; made up otherwise. */
  portalToken?: string;
}

/** What somebody needs to reach a cluster of the lab. */
export interface LabAccess {
  url: string;
  token: string;
  /** The certificate that the API server has signed itself, PEM in base64. */
  caData: string;
}

interface Stoppable {
  stop(): Promise<void>;
}

/** How long a part may take to come up, in milliseconds. */
const readyTimeout = 120_000;

/** A real control plane, on free ports of loopback, in a folder of its own that goes with it. */
export class Lab {
  readonly kubeconfig: string;
  readonly url: string;
  readonly folder: string;
  readonly api: KubeApi;
  /** The portal's, with the rights that it has on any cluster. */
  readonly portalAccess: LabAccess;
  /** Argo CD's own API and pages, where the cluster has Argo CD. */
  readonly argocdUrl: string | undefined;
  #adminToken: string;
  #parts: Stoppable[];
  #programs: ReadonlyMap<string, ChildProcess>;

  private constructor(
    context: LabContext,
    api: KubeApi,
    caData: string,
    options: {
      parts: Stoppable[];
      programs: ReadonlyMap<string, ChildProcess>;
      hasArgocd: boolean;
    },
  ) {
    this.kubeconfig = context.kubeconfig;
    this.url = `https://127.0.0.1:${context.ports.apiServer}`;
    this.folder = context.folder;
    this.api = api;
    this.portalAccess = { url: this.url, token: context.portalToken, caData };
    this.argocdUrl = options.hasArgocd
      ? `http://127.0.0.1:${context.ports.argocdServer}`
      : undefined;
    this.#adminToken = context.adminToken;
    this.#parts = options.parts;
    this.#programs = options.programs;
  }

  static async start(options: LabOptions = {}): Promise<Lab> {
    const { tell = () => {}, pulls = false } = options;
    const binaries = await buildLab();
    const context = await prepareFolder(binaries, {
      pulls,
      portalToken: options.portalToken,
    });
    const { folder } = context;
    const guardian = new Guardian(folder);
    const api = new KubeApi(context.ports.apiServer, context.adminToken);
    const parts: Stoppable[] = [
      { stop: () => guardian.dismiss() },
      { stop: () => rm(folder, { recursive: true, force: true }) },
      { stop: async () => api.close() },
    ];
    const programs = new Map<string, ChildProcess>();
    const up = async (definition: ControlPlaneProcess) => {
      const started = Date.now();
      const child = await startProcess(definition, folder);
      parts.push(child);
      programs.set(definition.name, child);
      guardian.watch(child.pid!);
      await waitUntilReady(definition, child);
      tell(`${definition.name} is up after ${Date.now() - started} ms`);
    };

    try {
      await up(etcd(context));
      await up(apiServer(context));
      await up(controllerManager(context));
      await up(scheduler(context));
      await up(kwok(context));
      await api.apply(node);
      await grantPortalAccess(api);
      parts.push(await ResourceMetrics.start({ api, folder }));
      if (pulls) {
        parts.push(new ImagePuller(api, tell));
      }
      await installArgo(api, {
        argocd: context.moduleFolder('argocd'),
        rollouts: context.moduleFolder('rollouts'),
      });
      await up(rolloutsController(context));
      if (!options.workloadOnly) {
        await up(redis(context));
        await retry(() => createDefaultProject(api));
        await up(argocdRepoServer(context));
        await up(argocdApplicationController(context));
        await up(argocdApplicationSetController(context));
        await up(argocdServer(context));
      }
      const certificate = await readFile(
        join(folder, 'certificates', 'apiserver.crt'),
      );
      return new Lab(context, api, certificate.toString('base64'), {
        parts,
        programs,
        hasArgocd: !options.workloadOnly,
      });
    } catch (error) {
      await stopAll(parts);
      throw error;
    }
  }

  /** Lets this cluster's Argo CD deploy to another one. */
  async addDestination(name: string, cluster: Lab): Promise<void> {
    await addDestination(this.api, {
      name,
      url: cluster.url,
      token: cluster.#adminToken,
    });
  }

  /** Lets Argo CD fetch over SSH from these hosts, lines of `known_hosts`, and no others. */
  async trustSshHosts(knownHosts: string): Promise<void> {
    const data = { ssh_known_hosts: `${knownHosts}\n` };
    await this.api.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-ssh-known-hosts-cm', namespace: 'argocd' },
      data,
    });
    // In a cluster its programs have the ConfigMap as a volume.
    await writeFile(
      join(this.folder, 'argocd', 'ssh', 'ssh_known_hosts'),
      data.ssh_known_hosts,
    );
  }

  /** Lets programs rest, such as a controller that would undo what is measured, until the lab stops. */
  suspend(names: string[]): void {
    for (const name of names) {
      const program = this.#programs.get(name);
      if (!program) {
        throw new Error(`The lab has no ${name}.`);
      }
      process.kill(program.pid!, 'SIGSTOP');
      // A stopped process takes no other signal before it goes on.
      this.#parts.push({
        stop: async () => {
          process.kill(program.pid!, 'SIGCONT');
        },
      });
    }
  }

  /** Ends every process, last started first, and removes the folder. */
  async stop(): Promise<void> {
    await stopAll(this.#parts);
  }
}

function startProcess(
  definition: ControlPlaneProcess,
  folder: string,
): Promise<ChildProcess> {
  return ChildProcess.start({
    title: definition.name,
    command: definition.command,
    args: definition.args,
    cwd: folder,
    env: { ...process.env, ...definition.env },
    logFile: join(folder, 'logs', `${definition.name}.log`),
  });
}

async function waitUntilReady(
  definition: ControlPlaneProcess,
  child: ChildProcess,
): Promise<void> {
  const deadline = Date.now() + readyTimeout;
  while (!(await definition.ready())) {
    if (!child.running || Date.now() > deadline) {
      // The folder goes with the lab, so its log is not there to be read afterwards.
      const log = await readFile(child.logFile, 'utf8');
      throw new Error(
        `${definition.name} did not come up. The end of its log:\n${log.slice(
          -2_000,
        )}`,
      );
    }
    await delay(100);
  }
}

/** A kind that was just installed is served a moment later. */
async function retry(action: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await action();
      return;
    } catch (error) {
      if (attempt === 50) {
        throw error;
      }
      await delay(200);
    }
  }
}

async function stopAll(parts: Stoppable[]): Promise<void> {
  for (const part of [...parts].reverse()) {
    await part.stop();
  }
}
