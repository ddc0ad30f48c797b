import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKubelet } from '../../kubelet/index.ts';
import {
  createClusterStore,
  type KubernetesStore,
} from '../../kubernetes/index.ts';
import { startRollouts } from '../../rollouts/index.ts';
import { ScaledClock } from '../../world/Clock.ts';
import type { NewObject, Running, StoredObject } from '../../world/seams.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import type { Application } from '../model/Application.ts';
import { startArgoCd, type RunningArgoCd } from '../startArgoCd.ts';
import { findTools } from '../tools/findTools.ts';
import type { ApplicationWorld, Files } from './ApplicationScenario.ts';
import { TestForge } from './TestForge.ts';

function keyOf({ apiVersion, kind, metadata }: NewObject) {
  const { namespace, name } = metadata;
  return { apiVersion, kind, namespace, name };
}

/** The twins of Argo CD, Rollouts and the kubelet on one cluster, beside a small git server. */
export class TwinWorld implements ApplicationWorld {
  newestCommit?: string;
  readonly problems: string[] = [];
  readonly store: KubernetesStore;
  readonly clock: ScaledClock;
  readonly forge: TestForge;
  readonly argoCd: RunningArgoCd;
  #parts: Running[];
  #cacheFolder: string;

  private constructor(options: {
    store: KubernetesStore;
    clock: ScaledClock;
    forge: TestForge;
    cacheFolder: string;
    tools: Awaited<ReturnType<typeof findTools>>;
    others?: Record<string, KubernetesStore>;
    argocdPassword?: string;
  }) {
    const { store, clock, cacheFolder, tools } = options;
    this.store = store;
    this.clock = clock;
    this.forge = options.forge;
    this.#cacheFolder = cacheFolder;
    const log = (line: string) => this.problems.push(line);
    this.argoCd = startArgoCd({
      cluster: store,
      destinations: ({ server, name }) =>
        server === 'https://kubernetes.default.svc' || name === 'in-cluster'
          ? store
          : options.others?.[server ?? name ?? ''],
      namespace: 'argocd',
      clock,
      tools,
      cacheFolder,
      password: options.argocdPassword ?? randomUUID(),
      log,
    });
    this.#parts = [
      this.argoCd,
      startRollouts({ store, clock, log }),
      startKubelet({
        store,
        clock,
        log,
        registry: {
          canPull: async image =>
            image.endsWith(':broken') ? 'not-found' : 'ok',
        },
        timings: {
          schedule: 10,
          createSandbox: 20,
          pull: 20,
          start: 20,
          ready: 100,
          crash: 300,
          stop: 300,
        },
      }),
    ];
  }

  static async start(
    options: {
      speed?: number;
      others?: Record<string, KubernetesStore>;
      argocdPassword?: string;
    } = {},
  ): Promise<TwinWorld> {
    // Real tools take real time, so it must not go too fast.
    const clock = new ScaledClock(options.speed ?? 10);
    const store = createClusterStore({
      name: 'test',
      storage: new MemoryStorage(),
      clock,
    });
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'argocd' },
    });
    return new TwinWorld({
      store,
      clock,
      forge: await TestForge.start(),
      cacheFolder: await mkdtemp(join(tmpdir(), 'argocd-cache-')),
      tools: await findTools(),
      others: options.others,
      argocdPassword: options.argocdPassword,
    });
  }

  get forgeUrl(): string {
    return this.forge.url;
  }

  async commit(repository: string, files: Files): Promise<void> {
    this.newestCommit = await this.forge.commit(repository, files);
  }

  async create(object: NewObject): Promise<void> {
    this.store.create(object);
  }

  async patch(
    object: NewObject,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<void> {
    this.store.mergePatch(keyOf(object), patch, { subresource });
  }

  async delete(object: NewObject): Promise<void> {
    this.store.delete(keyOf(object));
  }

  async has(object: NewObject): Promise<boolean> {
    return this.store.get(keyOf(object)) !== undefined;
  }

  async get(object: NewObject): Promise<StoredObject | undefined> {
    return this.store.get(keyOf(object));
  }

  async orphan(object: NewObject): Promise<void> {
    this.store.remove(keyOf(object), { propagationPolicy: 'Orphan' });
  }

  now(): Date {
    return this.clock.now();
  }

  watchApplication(
    name: string,
    listener: (application: Application) => void,
  ): () => void {
    return this.store.subscribe(({ object }) => {
      if (object.kind === 'Application' && object.metadata.name === name) {
        listener(object as Application);
      }
    });
  }

  async stop(): Promise<void> {
    for (const part of this.#parts) {
      await part.stop();
    }
    await this.forge.stop();
    await rm(this.#cacheFolder, { recursive: true, force: true });
  }
}
