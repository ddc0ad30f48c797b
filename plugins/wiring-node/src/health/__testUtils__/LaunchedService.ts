import { mockServices } from '@backstage/backend-test-utils';
import {
  ClusterClient,
  KubernetesObject,
  ResourceKind,
} from '@slipway/plugin-delivery-node';
import { ServiceNames } from '@slipway/plugin-gitops-common';
import { findObject } from '../../cluster';
import {
  Forge,
  forgeOf,
  ForgeRepository,
  newKeyPair,
  serviceTarget,
} from '../../forge';
import { MemoryLedger } from '../../ledger';
import { SandboxProcess } from '../../preflight/__testUtils__/SandboxProcess';
import { worldDeps } from '../../preflight/__testUtils__/worldDeps';
import { Outcome, RunContext, Thing } from '../../run';
import { launch } from '../../wiring/contract/launchSteps';
import { ensureWriteCredential } from '../../wiring/writeCredential';
import { checkWiring } from '../checkWiring';
import { repairWiring } from '../repairWiring';
import { rotateCredential } from '../rotateCredential';
import { WiringCheckInput, WiringHealthDeps } from '../WiringInput';
import { WiringReport } from '../WiringReport';
import { Receiver } from './Receiver';

export type ForgeKind = Forge['kind'];

/** A service that was launched on a sandbox, with all that a test does to it. */
export class LaunchedService {
  readonly sandbox: SandboxProcess;
  readonly receiver: Receiver;
  readonly kind: ForgeKind;
  readonly service: string;
  readonly ledger = new MemoryLedger();
  readonly names: ServiceNames;
  readonly host: string;
  /** What was logged by everything that was done through this. */
  readonly logs: string[] = [];
  deps: WiringHealthDeps;
  readonly #deps: WiringHealthDeps;
  input: Partial<WiringCheckInput> = {};
  hasLocation = true;

  constructor(
    sandbox: SandboxProcess,
    receiver: Receiver,
    kind: ForgeKind,
    service: string,
  ) {
    this.sandbox = sandbox;
    this.receiver = receiver;
    this.kind = kind;
    this.service = service;
    this.deps = {
      ...worldDeps(sandbox, {
        ...(kind === 'github' && { github: {} }),
        delivery: { webhookBaseUrl: receiver.url },
      }),
      catalog: { hasLocation: async () => this.hasLocation },
    };
    this.#deps = this.deps;
    const { host, names } = serviceTarget(this.deps, service);
    this.host = host;
    this.names = names;
  }

  async launch(): Promise<this> {
    await launch(this.run(), this.deps, this.service);
    await this.know({ kind: 'catalog-location', url: this.locationUrl });
    this.knowAgain();
    return this;
  }

  /** What the portal and the catalog know is as it was after the launch. */
  knowAgain(): void {
    this.deps = this.#deps;
    this.hasLocation = true;
    this.input = { annotations: this.annotations };
  }

  /** Takes what was last written into the ledger out of it again. */
  forgetLast(): void {
    this.ledger.entries.delete([...this.ledger.entries.keys()].at(-1)!);
  }

  /** Writes a thing into the ledger as made. */
  async know(thing: Thing): Promise<void> {
    const intent = { thing, what: thing.kind, name: 'of the test' };
    await this.ledger.intend({ ...intent, plan: 'create' });
    await this.ledger.settle(thing, { result: 'created' });
  }

  get locationUrl(): string {
    return `https://${this.host}/${this.appPath}/catalog-info.yaml`;
  }

  get annotations(): Record<string, string> {
    return {
      'backstage.io/kubernetes-id': this.service,
      'argocd/app-selector': `backstage.io/kubernetes-id=${this.service}`,
      ...(this.kind === 'gitlab'
        ? {
            'gitlab.com/project-slug': this.appPath,
            'gitlab.com/instance': this.host,
          }
        : { 'github.com/project-slug': this.appPath }),
    };
  }

  get appPath(): string {
    return this.names.appRepository.path;
  }

  get gitopsPath(): string {
    return this.names.gitopsRepository.path;
  }

  get forge(): Forge {
    return forgeOf(this.deps, this.host, {});
  }

  app(): Promise<ForgeRepository> {
    return this.#repository(this.appPath);
  }

  gitops(): Promise<ForgeRepository> {
    return this.#repository(this.gitopsPath);
  }

  async #repository(path: string): Promise<ForgeRepository> {
    const found = await this.forge.repositories.find(path);
    if (!found) {
      throw new Error(`There is no ${path}`);
    }
    return found;
  }

  run(known = new Map<string, unknown>()): RunContext {
    const log = (message: string) => this.logs.push(message);
    return {
      logger: mockServices.logger.mock({
        info: log,
        warn: log,
        debug: log,
        error: log,
      }),
      ledger: this.ledger,
      checkpoint: async ({ key, fn }) => {
        known.set(key, known.has(key) ? known.get(key) : await fn());
        return known.get(key) as never;
      },
    };
  }

  async check(
    input: Partial<WiringCheckInput> = this.input,
  ): Promise<WiringReport> {
    return checkWiring(this.run(), this.deps, {
      service: this.service,
      entityRef: this.names.entityRef,
      entries: [...this.ledger.entries.values()],
      ...input,
    });
  }

  async repair(things: Thing[]): Promise<Outcome[]> {
    return repairWiring(this.run(), this.deps, {
      service: this.service,
      entityRef: this.names.entityRef,
      entries: [...this.ledger.entries.values()],
      things,
    });
  }

  rotate(thing: Thing): Promise<Outcome[]> {
    return rotateCredential(this.run(), this.deps, {
      service: this.service,
      thing,
    });
  }

  /** The CI variable that holds the credential to write. */
  get secretKey(): string {
    const { gitopsToken, gitopsKey } = this.names.variables;
    return this.kind === 'gitlab' ? gitopsToken : gitopsKey;
  }

  /** A private key that nobody has let in. */
  otherKey(): string {
    return newKeyPair('planted-CANARY').privateKey;
  }

  /** Has CI write with a credential that is good for a few days. */
  async shorten(days: number): Promise<void> {
    const { deps, service } = this;
    await ensureWriteCredential(this.run(), deps, {
      service,
      days,
      rotate: true,
    });
  }

  async untilGone(
    client: ClusterClient,
    resource: ResourceKind,
    name: string,
  ): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      if (!(await findObject(client, resource, { name }))) {
        return;
      }
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error(`${resource.kind} ${name} is still there`);
  }

  credential(
    use: 'write' | 'read' | 'pull',
  ): Extract<Thing, { kind: 'credential' }> {
    const { tokens } = this.names;
    const [name, path] = {
      write: [tokens.ci, this.gitopsPath],
      read: [tokens.argocd, this.gitopsPath],
      pull: [tokens.registryPull, this.appPath],
    }[use];
    return { kind: 'credential', host: this.host, path, name };
  }

  cluster(environment: string): ClusterClient {
    const { cluster } = this.deps.delivery.environments.find(
      ({ name }) => name === environment,
    )!;
    return this.deps.clusters.get(cluster);
  }

  get argocd(): ClusterClient {
    return this.deps.clusters.get('sandbox');
  }

  /** A change of an object by somebody who may do all. */
  async patch(
    client: ClusterClient,
    resource: ResourceKind,
    ref: { namespace?: string; name: string },
    patch: object,
  ): Promise<KubernetesObject> {
    return client.mergePatch({ resource, ...ref }, patch as never);
  }
}
