import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ChildProcess } from '../../embedded/src/portal/ChildProcess.ts';
import { buildLab, type LabBinaries } from './build/buildLab.ts';
import {
  argocdApplicationController,
  argocdRepoServer,
  rolloutsController,
} from './control-plane/argo.ts';
import {
  writeCredentials,
  writeKubeconfig,
} from './control-plane/credentials.ts';
import { freePorts } from './control-plane/freePorts.ts';
import {
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
import {
  portNames,
  type ControlPlaneProcess,
  type LabContext,
} from './control-plane/LabContext.ts';
import { redis } from './control-plane/redis.ts';
import { kwokStages, node } from './control-plane/stages.ts';

export interface LabOptions {
  /** Told each part as it comes up. */
  tell?: (line: string) => void;
  /** Cluster without Argo CD and Rollouts' repo server, to be a destination only. */
  workloadOnly?: boolean;
}

/** How long a part may take to come up, in milliseconds. */
const readyTimeout = 120_000;

/** A real control plane, on free ports of loopback, in a folder of its own that goes with it. */
export class Lab {
  readonly kubeconfig: string;
  readonly url: string;
  readonly token: string;
  readonly folder: string;
  readonly api: KubeApi;
  #processes: ChildProcess[];

  private constructor(
    context: LabContext,
    api: KubeApi,
    processes: ChildProcess[],
  ) {
    this.kubeconfig = context.kubeconfig;
    this.url = `https://127.0.0.1:${context.ports.apiServer}`;
    this.token = context.adminToken;
    this.folder = context.folder;
    this.api = api;
    this.#processes = processes;
  }

  static async start(options: LabOptions = {}): Promise<Lab> {
    const { tell = () => {} } = options;
    const binaries = await buildLab();
    const context = await prepare(binaries);
    const api = new KubeApi(context.ports.apiServer, context.adminToken);
    const processes: ChildProcess[] = [];
    const up = async (definition: ControlPlaneProcess) => {
      const started = Date.now();
      processes.push(await startProcess(definition, context.folder));
      await waitUntilReady(definition, processes.at(-1)!);
      tell(`${definition.name} is up after ${Date.now() - started} ms`);
    };

    try {
      await up(etcd(context));
      await up(apiServer(context));
      await up(controllerManager(context));
      await up(scheduler(context));
      await up(kwok(context));
      await api.apply(node);
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
      }
      return new Lab(context, api, processes);
    } catch (error) {
      api.close();
      await stopAll(processes);
      throw error;
    }
  }

  /** Ends every process, last started first, and removes the folder. */
  async stop(): Promise<void> {
    this.api.close();
    await stopAll(this.#processes);
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function prepare(binaries: LabBinaries): Promise<LabContext> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-lab-'));
  const ports = await freePorts(portNames);
  const adminToken = await writeCredentials(folder);
  const kubeconfig = join(folder, 'kubeconfig');
  await writeKubeconfig({
    file: kubeconfig,
    name: 'lab',
    port: ports.apiServer,
    token: adminToken,
  });
  await writeFile(
    join(folder, 'stages.yaml'),
    await kwokStages(binaries.moduleFolder('kwok')),
  );

  const bin = join(folder, 'bin');
  for (const part of [
    bin,
    ...['tls', 'ssh', 'tmp', 'plugins'].map(name =>
      join(folder, 'argocd', name),
    ),
  ]) {
    await mkdir(part, { recursive: true });
  }
  for (const name of ['argocd', 'helm', 'kustomize']) {
    await symlink(binaries.binary(name), join(bin, name));
  }
  // Without its run bit, which modules lose, every render ends in "permission denied".
  const wrapper = join(bin, 'git-verify-wrapper.sh');
  await copyFile(
    join(binaries.moduleFolder('argocd'), 'hack/git-verify-wrapper.sh'),
    wrapper,
  );
  await chmod(wrapper, 0o755);
  return { ...binaries, folder, ports, kubeconfig, adminToken };
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
      throw new Error(
        `${definition.name} did not come up. Its log: ${child.logFile}`,
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

async function stopAll(processes: ChildProcess[]): Promise<void> {
  for (const child of [...processes].reverse()) {
    await child.stop();
  }
}
