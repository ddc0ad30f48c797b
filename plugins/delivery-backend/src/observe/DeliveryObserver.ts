import { LoggerService } from '@backstage/backend-plugin-api';
import { DeliveryStore, Leases } from '../database';
import { holdLease } from '../lease';
import { CatalogServices } from '../services';
import { ApplicationRefresher, EnvironmentObserver } from './environments';
import { PipelineObserver } from './pipelines';

/** The leases, by what is done under them. */
export const leaseNames = {
  environments: 'environments',
  pipelines: 'pipelines',
} as const;

/** Starts and stops everything that observes. */
export class DeliveryObserver {
  readonly #options: {
    services: CatalogServices;
    environments: EnvironmentObserver;
    pipelines: PipelineObserver;
    refresher: ApplicationRefresher;
    store: DeliveryStore;
    leases: Leases;
    owner: string;
    leaseTtlMs: number;
    logger: LoggerService;
    now: () => Date;
  };
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: {
    services: CatalogServices;
    environments: EnvironmentObserver;
    pipelines: PipelineObserver;
    refresher: ApplicationRefresher;
    store: DeliveryStore;
    leases: Leases;
    owner: string;
    leaseTtlMs: number;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
    options.services.subscribe({
      onWired: () => {},
      onComplete: entityRefs => options.store.keepOnly(entityRefs),
    });
  }

  async start(): Promise<void> {
    const { services, environments, pipelines, leaseTtlMs } = this.#options;
    const { signal } = this.#stopping;
    await pipelines.start();
    const lease = (
      name: string,
      work: (signal: AbortSignal) => Promise<void>,
    ) => holdLease({ ...this.#options, name, ttlMs: leaseTtlMs, signal, work });
    this.#running = Promise.all([
      services.run(signal),
      lease(leaseNames.environments, stop => environments.run(stop)),
      lease(leaseNames.pipelines, stop => pipelines.run(stop)),
    ]).catch(error =>
      this.#options.logger.error('Observing has ended', error as Error),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#options.pipelines.stop();
    await this.#options.refresher.stop();
    await this.#running;
  }
}
