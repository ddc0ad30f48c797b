import { LoggerService } from '@backstage/backend-plugin-api';
import { EnvironmentState, Standing } from '@slipway/plugin-delivery-common';
import {
  ClusterClients,
  DeliveryConfig,
  RepositoryReader,
} from '@slipway/plugin-delivery-node';
import { DeliveryStore, isSameObserved } from '../../database';
import { pause } from '../../lease';
import { CatalogServices } from '../../services';
import { ClusterChange, ClusterObserver } from '../cluster';
import { DeliveryNotifier } from '../DeliveryNotifier';
import { WantedImages } from '../releases';
import { WorkQueue } from '../WorkQueue';
import { completeInput } from './completeInput';
import { composeEnvironments } from './composeEnvironments';
import { deriveEnvironments } from './deriveEnvironments';
import { environmentInputs } from './environmentInputs';
import { instancesOf } from './findApplications';
import { Footprints } from './Footprints';

/** Some sentences depend on the time that has passed, with no event to tell of it. */
const unrestedEveryMs = 5_000;
const atRest: ReadonlySet<Standing> = new Set(['healthy', 'empty']);
const debounceMs = 100;

/** Keeps the environments of every service up to date in the store, while it has the lease. */
export class EnvironmentObserver {
  readonly #options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    services: CatalogServices;
    store: DeliveryStore;
    notifier: DeliveryNotifier;
    wanted: WantedImages;
    readers: RepositoryReader[];
    logger: LoggerService;
    now: () => Date;
  };
  readonly #clusters: ClusterObserver;
  readonly #footprints = new Footprints();
  readonly #previous = new Map<string, EnvironmentState[]>();
  #queue?: WorkQueue;

  constructor(options: {
    config: DeliveryConfig;
    clients: ClusterClients;
    services: CatalogServices;
    store: DeliveryStore;
    notifier: DeliveryNotifier;
    wanted: WantedImages;
    readers: RepositoryReader[];
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
    const { config, clients, logger, now } = options;
    this.#clusters = new ClusterObserver({
      config,
      clients,
      logger,
      now,
      onChange: change => this.#affected(change).forEach(it => this.mark(it)),
    });
    options.services.subscribe({
      onWired: wiring => this.mark(wiring.entityRef),
      onComplete: async () => {},
    });
  }

  /** The state of a service is derived anew, when this instance is the one that does it. */
  mark(entityRef: string): void {
    this.#queue?.mark(entityRef);
  }

  /** The work under the lease. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger, services } = this.#options;
    this.#previous.clear();
    const queue = new WorkQueue({
      work: entityRef => this.#observe(entityRef, signal),
      delayMs: debounceMs,
      concurrency: 4,
      logger,
    });
    this.#queue = queue;
    services.all().forEach(({ entityRef }) => queue.mark(entityRef));
    await Promise.all([this.#clusters.run(signal), this.#tick(signal)]);
    this.#queue = undefined;
    await queue.stop();
  }

  async #tick(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(unrestedEveryMs, signal);
      for (const [entityRef, environments] of this.#previous) {
        if (environments.some(({ standing }) => !atRest.has(standing))) {
          this.mark(entityRef);
        }
      }
    }
  }

  #affected(change: ClusterChange): string[] {
    if (change.kind === 'source') {
      return this.#options.services.all().map(({ entityRef }) => entityRef);
    }
    return this.#footprints.affectedBy(
      change.refs,
      this.#options.services.all(),
      cluster => this.#clusters.facts(cluster),
    );
  }

  async #observe(entityRef: string, signal: AbortSignal): Promise<void> {
    const { config, services, store, notifier, logger, now } = this.#options;
    const wiring = services.get(entityRef);
    if (wiring?.applications.kind !== 'wired' || signal.aborted) {
      return;
    }
    const lookup = wiring.applications.value;
    const facts = (cluster: string) => this.#clusters.facts(cluster);
    const stored = await store.get(entityRef);
    const inputs = environmentInputs(wiring.service, lookup, config, facts);
    this.#footprints.set(entityRef, inputs);
    const complete = await Promise.all(
      inputs.map(input =>
        completeInput(input, {
          ...this.#options,
          pipelines: stored?.pipelines,
          now: now(),
        }),
      ),
    );
    const before =
      this.#previous.get(entityRef) ??
      (stored?.environments?.kind === 'observed'
        ? stored.environments.value
        : []);
    const environments = composeEnvironments({
      sources: this.#clusters.statuses({
        applications: instancesOf(lookup, config.argocd),
        workloads: inputs.map(({ environment }) => environment.cluster),
      }),
      derive: () => deriveEnvironments(complete, before, logger),
      stored: stored?.environments,
      now: now(),
    });
    if (signal.aborted) {
      return;
    }
    if (environments.kind === 'observed') {
      this.#previous.set(entityRef, environments.value);
    }
    if (isSameObserved(stored?.environments, environments)) {
      return;
    }
    const version = await store.put(entityRef, { environments }, now());
    if (version !== undefined) {
      await notifier.changed(entityRef, version);
    }
  }
}
