import { LoggerService } from '@backstage/backend-plugin-api';
import { Observed, PipelineBoard } from '@slipway/plugin-delivery-common';
import {
  ForgeChange,
  PipelineReference,
  PipelineSource,
} from '@slipway/plugin-delivery-node';
import { DeliveryStore } from '../../database';
import { pause } from '../../lease';
import { CatalogServices, ServiceWiring } from '../../services';
import { DeliveryNotifier } from '../DeliveryNotifier';
import { WorkQueue } from '../WorkQueue';
import { afterFailure, isRunning, observedBoard } from './composePipelines';
import { LookHistory, planLook } from './planLook';

const shown = 10;
const longestLookMs = 60_000;
const tickMs = 1_000;
/** A push makes several hooks at once. */
const debounceMs = 250;

/**
 * Keeps the pipelines of every service up to date in the store. A webhook is followed by whichever
 * instance it reaches; the net below is the work of the one with the lease.
 */
export class PipelineObserver {
  readonly #options: {
    services: CatalogServices;
    sources: PipelineSource[];
    store: DeliveryStore;
    notifier: DeliveryNotifier;
    logger: LoggerService;
    now: () => Date;
    onChange: (entityRef: string) => void;
    onPush: (change: ForgeChange) => void;
  };
  readonly #histories = new Map<string, LookHistory>();
  readonly #validators = new Map<string, string>();
  readonly #stopping = new AbortController();
  readonly #queue: WorkQueue;

  constructor(options: {
    services: CatalogServices;
    sources: PipelineSource[];
    store: DeliveryStore;
    notifier: DeliveryNotifier;
    logger: LoggerService;
    now: () => Date;
    onChange: (entityRef: string) => void;
    onPush: (change: ForgeChange) => void;
  }) {
    this.#options = options;
    this.#queue = new WorkQueue({
      work: entityRef => this.#look(entityRef),
      delayMs: debounceMs,
      concurrency: 3,
      logger: options.logger,
    });
    options.services.subscribe({
      onWired: ({ entityRef }) => {
        this.#histories.delete(entityRef);
        this.#validators.delete(entityRef);
      },
      onComplete: async entityRefs => {
        for (const entityRef of this.#histories.keys()) {
          if (!entityRefs.has(entityRef)) {
            this.#histories.delete(entityRef);
            this.#validators.delete(entityRef);
          }
        }
      },
    });
  }

  /** Listens to the webhooks; on every instance. */
  async start(): Promise<void> {
    for (const source of this.#options.sources) {
      await source.subscribe(change => this.#hooked(source, change));
    }
  }

  /** Looks now, in turn with the looks that run. */
  look(entityRef: string): void {
    this.#queue.mark(entityRef);
  }

  /** The net; the work under the lease. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.#options.now().getTime();
      for (const { entityRef, pipelines } of this.#options.services.all()) {
        if (
          pipelines.kind === 'wired' &&
          planLook(this.#history(entityRef)) <= now
        ) {
          this.#queue.mark(entityRef);
        }
      }
      await pause(tickMs, signal);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#queue.stop();
  }

  #hooked(source: PipelineSource, change: ForgeChange): void {
    if (change.pushed) {
      this.#options.onPush(change);
    }
    const hookAt = this.#options.now().getTime();
    for (const wiring of this.#options.services.all()) {
      if (isAbout(wiring, source, change)) {
        const history = this.#history(wiring.entityRef);
        this.#histories.set(wiring.entityRef, { ...history, hookAt });
        this.#queue.mark(wiring.entityRef);
      }
    }
  }

  async #look(entityRef: string): Promise<void> {
    const { services, logger } = this.#options;
    const wiring = services.get(entityRef);
    if (wiring?.pipelines.kind !== 'wired' || this.#stopping.signal.aborted) {
      return;
    }
    const { source, reference } = wiring.pipelines.value;
    try {
      await this.#take(entityRef, source, reference);
    } catch (error) {
      if (this.#stopping.signal.aborted) {
        return;
      }
      const history = this.#history(entityRef);
      if (history.failures === 0) {
        logger.warn(
          `The pipelines of ${entityRef} cannot be seen: ${
            (error as Error).message
          }`,
        );
      }
      this.#histories.set(entityRef, {
        ...history,
        lastAt: this.#options.now().getTime(),
        failures: history.failures + 1,
        retryAfterSeconds: (error as { retryAfterSeconds?: number })
          .retryAfterSeconds,
      });
      await this.#put(entityRef, stored =>
        afterFailure(stored, error as Error, this.#options.now()),
      );
    }
  }

  async #take(
    entityRef: string,
    source: PipelineSource,
    reference: PipelineReference,
  ): Promise<void> {
    const { store, now } = this.#options;
    const stored = await store.get(entityRef);
    const isLive =
      stored?.pipelines?.kind === 'observed' &&
      stored.pipelines.freshness.kind === 'live';
    const look = await source.look(reference, {
      limit: shown,
      // After an outage the board is wanted even when nothing has changed in between.
      validator: isLive ? this.#validators.get(entityRef) : undefined,
      signal: AbortSignal.any([
        this.#stopping.signal,
        AbortSignal.timeout(longestLookMs),
      ]),
    });
    const history = this.#history(entityRef);
    const seen = { ...history, lastAt: now().getTime(), failures: 0 };
    if (look.kind === 'unchanged') {
      this.#histories.set(entityRef, seen);
      await store.touchPipelines(entityRef, now());
      return;
    }
    const board = observedBoard(look.board, now());
    if (look.validator) {
      this.#validators.set(entityRef, look.validator);
    }
    this.#histories.set(entityRef, {
      ...seen,
      running: board.kind === 'observed' && isRunning(board.value),
    });
    await this.#put(entityRef, () => board);
  }

  async #put(
    entityRef: string,
    pipelinesAfter: (
      stored: Observed<PipelineBoard> | undefined,
    ) => Observed<PipelineBoard>,
  ): Promise<void> {
    const { store, notifier, now, onChange } = this.#options;
    const stored = await store.get(entityRef);
    const pipelines = pipelinesAfter(stored?.pipelines);
    const version = await store.put(entityRef, { pipelines }, now());
    if (version !== undefined) {
      await notifier.changed(entityRef, version);
      onChange(entityRef);
    }
  }

  #history(entityRef: string): LookHistory {
    return this.#histories.get(entityRef) ?? { failures: 0, running: false };
  }
}

function isAbout(
  { pipelines }: ServiceWiring,
  source: PipelineSource,
  change: ForgeChange,
): boolean {
  if (pipelines.kind !== 'wired' || pipelines.value.source !== source) {
    return false;
  }
  const { host, project } = pipelines.value.reference;
  return (
    host === change.host &&
    project.toLowerCase() === change.project.toLowerCase()
  );
}
