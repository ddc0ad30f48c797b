import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DeliveryConfig } from '@slipway/plugin-delivery-node';
import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';
import {
  Clock,
  MemoryLedger,
  readLaunchConfig,
} from '@slipway/plugin-wiring-node';
import { createActions } from '../actions';
import { LaunchDeps } from '../run';
import { Crash } from './Crash';
import { FakeDeliveryApi } from './FakeDeliveryApi';
import { FakeGitlab } from './FakeGitlab';
import { groupReader } from './registryRoutes';
import { runApplicationSets } from './runApplicationSets';

export const webhookSecret = 'whsec-CANARY-0002-abcdefgh';

/** A clock that is always in time: sleeping takes it forward. */
class FakeClock implements Clock {
  #now = Date.parse('2026-06-01T12:00:00Z');
  /** Called before each sleep, to let the world move on. */
  onSleep: () => void = () => {};

  now(): Date {
    return new Date(this.#now);
  }

  advance(days: number): void {
    this.#now += days * 24 * 3600 * 1000;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#now += milliseconds;
    this.onSleep();
  }
}

/** Everything that a launch touches, as fakes, and the actions over it. */
export class World {
  readonly crash = new Crash();
  readonly gitlab = new FakeGitlab(this.crash);
  readonly delivery = new FakeDeliveryApi();
  readonly clock = new FakeClock();
  readonly clusters = {
    main: new FakeClusterClient('main'),
    second: new FakeClusterClient('second'),
  };
  readonly locations = new Set<string>();
  entities: Entity[] = [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'service-team' },
    },
  ];
  /** Where launches are written down; nowhere by default. */
  ledger?: MemoryLedger;
  readonly logs: string[] = [];
  /** What the task's state would hold. */
  readonly checkpoints = new Map<string, unknown>();
  readonly workspace = mkdtempSync(join(tmpdir(), 'launch-'));
  config: DeliveryConfig = {
    environments: [
      environment('dev', 0, 'main', 'automatic'),
      environment('staging', 1, 'main', 'automatic'),
      environment('production', 2, 'second', 'manual'),
    ],
    argocd: [
      {
        name: 'main',
        cluster: 'main',
        namespace: 'argocd',
        destinations: { second: 'https://second.example.com' },
      },
    ],
    clusters: {
      main: { reachesLoopback: true },
      second: { reachesLoopback: true },
    },
    webhookBaseUrl: 'https://portal.example.com',
    webhookSecret,
  };

  async start(): Promise<void> {
    runApplicationSets(this.clusters.main);
    await this.gitlab.start();
    await this.delivery.start();
  }

  async stop(): Promise<void> {
    await this.gitlab.stop();
    await this.delivery.stop();
    rmSync(this.workspace, { recursive: true });
  }

  writeFiles(files: Record<string, string>): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.workspace, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, {
        mode: path.endsWith('.sh') ? 0o755 : 0o644,
      });
    }
  }

  deps(): LaunchDeps {
    const { host, baseUrl, token } = this.gitlab;
    return {
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: {
            gitlab: [{ host, baseUrl, apiBaseUrl: `${baseUrl}/api/v4`, token }],
          },
        }),
      ),
      clusters: {
        names: () => Object.keys(this.clusters),
        get: name => {
          const client = this.clusters[name as 'main' | 'second'];
          if (!client) {
            throw new NotFoundError(`There is no cluster ${name}`);
          }
          return crashing(client, this.crash);
        },
      },
      delivery: this.config,
      launch: readLaunchConfig(
        new ConfigReader({
          delivery: {
            launch: {
              host,
              group: 'acme',
              registryHost: host,
              repositoryCredential: {
                username: 'reader',
                password: groupReader,
              },
            },
          },
        }),
      ),
      catalog: this.catalog(),
      auth: mockServices.auth(),
      discovery: {
        getBaseUrl: async () => this.delivery.baseUrl,
        getExternalBaseUrl: async () => this.delivery.baseUrl,
      },
      clock: this.clock,
      ledgers: this.ledger && {
        of: () => crashing(this.ledger!, this.crash),
      },
    };
  }

  catalog(): CatalogService {
    return Object.assign(catalogServiceMock({ entities: this.entities }), {
      getLocationByRef: async (ref: string) =>
        this.locations.has(ref)
          ? { id: ref, type: 'url', target: ref }
          : undefined,
      addLocation: async ({ target }: { target: string }) => {
        if (this.locations.has(`url:${target}`)) {
          throw new ConflictError('it is there');
        }
        this.locations.add(`url:${target}`);
        return { location: { id: '1', type: 'url', target }, entities: [] };
      },
    } as unknown as Partial<CatalogService>);
  }

  /** Runs an action; the same task goes on with its checkpoints, a new one starts without. */
  async run(
    id: string,
    input: Record<string, unknown>,
    options: { dryRun?: boolean; newTask?: boolean; signal?: AbortSignal } = {},
  ): Promise<Record<string, any>> {
    if (options.newTask !== false) {
      this.checkpoints.clear();
    }
    const action = createActions(this.deps()).find(
      one => one.id === id,
    ) as unknown as TemplateAction | undefined;
    const outputs: Record<string, any> = {};
    const log = (message: string) => this.logs.push(message);
    const logger = mockServices.logger.mock({ info: log, warn: log });
    const context: ActionContext<any> = {
      input,
      logger,
      workspacePath: this.workspace,
      task: { id: 'task' },
      isDryRun: options.dryRun ?? false,
      signal: options.signal,
      output: (name: string | number | symbol, value: any) => {
        outputs[String(name)] = value;
      },
      checkpoint: async ({ key, fn }) => {
        if (!this.checkpoints.has(key)) {
          this.checkpoints.set(key, await fn());
        }
        return this.checkpoints.get(key) as any;
      },
      createTemporaryDirectory: async () => mkdtempSync(join(tmpdir(), 'x-')),
      getInitiatorCredentials: async () => mockCredentials.user(),
    };
    await action!.handler(context);
    return outputs;
  }

  repoUrl(name: string): string {
    return `${this.gitlab.host}?owner=acme&repo=${name}`;
  }

  /** What is there after a run, without what differs from run to run. */
  summary() {
    return {
      gitlab: this.gitlab.state.summary(),
      clusters: Object.values(this.clusters).map(({ name, store }) => ({
        name,
        objects: ['v1 Namespace', 'v1 Secret', 'v1 ResourceQuota']
          .concat(
            ['AppProject', 'ApplicationSet', 'Application'].map(
              kind => `argoproj.io/v1alpha1 ${kind}`,
            ),
          )
          .flatMap(text => {
            const [apiVersion, kind] = text.split(' ');
            return store
              .list({ apiVersion, kind, plural: '', namespaced: true })
              .map(({ metadata, data, ...object }) => ({
                ...object,
                name: metadata.name,
                namespace: metadata.namespace,
                labels: metadata.labels,
                keys: Object.keys((data as object | undefined) ?? {}),
              }));
          }),
      })),
    };
  }

  /** The credentials that must be nowhere but where they are used. */
  secrets(): string[] {
    return [
      ...this.gitlab.state.secrets,
      this.gitlab.token,
      webhookSecret,
      'CANARY',
    ];
  }
}

function environment(
  name: string,
  rank: number,
  cluster: string,
  sync: 'automatic' | 'manual',
) {
  return {
    name,
    title: name,
    rank,
    cluster,
    namespace: '{{service}}-{{environment}}',
    sync,
  };
}

/** A cluster, or the ledger, as it is while the world ends at some call. */
function crashing<T extends object>(client: T, crash: Crash): T {
  const lost = () => new ServiceUnavailableError('it cannot be reached');
  return new Proxy(client, {
    get(target, property) {
      const value = Reflect.get(target, property);
      if (typeof value !== 'function') {
        return value;
      }
      return async (...args: unknown[]) => {
        const fate = crash.call();
        if (fate === 'lost') {
          throw lost();
        }
        const result = await value.apply(target, args).catch((error: Error) => {
          throw fate === 'fine' ? error : lost();
        });
        if (fate === 'effect-then-lost') {
          throw lost();
        }
        return result;
      };
    },
  });
}
