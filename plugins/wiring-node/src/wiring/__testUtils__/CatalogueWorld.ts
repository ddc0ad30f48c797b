import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { KubernetesObject, resourceKinds } from '@slipway/plugin-delivery-node';
import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';
import { readLaunchConfig } from '../../config';
import { Forge, forgeOf } from '../../forge';
import { SandboxProcess } from '../../forge/__testUtils__/SandboxProcess';
import { MemoryLedger } from '../../ledger';
import { RunContext, systemClock } from '../../run';
import {
  lookAround,
  planTakeBack,
  takeBack,
  TakeBackDeps,
} from '../../takeback';

/** One side of a sandbox, with a cluster and a ledger. */
export class CatalogueWorld {
  readonly kind: Forge['kind'];
  readonly host: string;
  readonly cluster = new FakeClusterClient('main');
  readonly ledger = new MemoryLedger();
  readonly logs: string[] = [];
  readonly known = new Map<string, unknown>();
  readonly deps: TakeBackDeps;

  constructor(sandbox: SandboxProcess, kind: Forge['kind']) {
    const { host, port } = new URL(sandbox.url);
    const { forgeToken, githubToken } = sandbox.credentials;
    this.kind = kind;
    this.host = kind === 'gitlab' ? host : `localhost:${port}`;
    const entry =
      kind === 'gitlab'
        ? {
            baseUrl: sandbox.url,
            apiBaseUrl: `${sandbox.url}/api/v4`,
            token: forgeToken,
          }
        : { apiBaseUrl: `http://${this.host}/api/v3`, token: githubToken };
    this.deps = {
      clock: { ...systemClock, sleep: async () => {} },
      integrations: ScmIntegrations.fromConfig(
        new ConfigReader({
          integrations: { [kind]: [{ host: this.host, ...entry }] },
        }),
      ),
      clusters: { names: () => ['main'], get: () => this.cluster },
      catalog: { hasLocation: async () => false, forget: async () => {} },
      launch: readLaunchConfig(
        new ConfigReader({
          delivery: { launch: { host: this.host, group: 'acme' } },
        }),
      ),
      delivery: {
        environments: [],
        argocd: [
          {
            name: 'main',
            cluster: 'main',
            namespace: 'argocd',
            url: 'https://argocd.example.com',
            destinations: {},
          },
        ],
        clusters: {},
        webhookBaseUrl: 'https://portal.example.com',
      },
    };
  }

  get forge(): Forge {
    return forgeOf(this.deps, this.host, {});
  }

  /** Of a new task. */
  run(): RunContext & { ledger: MemoryLedger } {
    this.known.clear();
    const log = (message: string) => this.logs.push(message);
    return {
      logger: mockServices.logger.mock({ info: log, warn: log }),
      ledger: this.ledger,
      checkpoint: async ({ key, fn }) => {
        this.known.set(
          key,
          this.known.has(key) ? this.known.get(key) : await fn(),
        );
        return this.known.get(key) as never;
      },
    };
  }

  /** A repository of others, with a file in it. */
  async addRepository(path: string) {
    const { repositories, content } = this.forge;
    const made = await repositories.create(path, { visibility: 'private' });
    await content.commit(made, {
      branch: made.defaultBranch ?? 'main',
      message: 'First',
      changes: [
        { action: 'create', path: 'README.md', content: Buffer.from('one\n') },
      ],
    });
    return (await repositories.find(path))!;
  }

  async addSecret(
    namespace: string,
    name: string,
    data: Record<string, string>,
  ): Promise<void> {
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace, name },
      data: Object.fromEntries(
        Object.entries(data).map(([key, value]) => [
          key,
          Buffer.from(value).toString('base64'),
        ]),
      ),
    };
    await this.cluster.apply(
      object as KubernetesObject,
      resourceKinds.secret,
      {},
    );
  }

  async takeBackPlan() {
    const scope = {
      service: 'payments',
      entityRef: 'component:default/payments',
    };
    const entries = [...this.ledger.entries.values()];
    const run = this.run();
    const sights = await lookAround(run, this.deps, scope, entries);
    const plan = planTakeBack(entries, sights, { covers: () => true });
    return {
      plan,
      carryOut: () => takeBack(run, this.deps, scope, plan),
    };
  }
}
