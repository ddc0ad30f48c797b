import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterClient,
  ResourceKind,
  WatchEvent,
} from '@slipway/plugin-delivery-node';
import { pause } from '../../lease';
import {
  newSourceStatus,
  reduceSourceStatus,
  SourceStatus,
} from './SourceStatus';

/** What is watched. */
export interface WatchedSource {
  client: ClusterClient;
  resource: ResourceKind;
  /** All namespaces by default. */
  namespace?: string;
  /** The cluster may do without this kind; then there is none of it. */
  optional?: boolean;
}

/** One watch, kept up until it is told to stop; its failures are counted and logged. */
export class ClusterWatcher {
  readonly source: WatchedSource;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #onEvent: (event: WatchEvent, isOtherStanding: boolean) => void;
  #status: SourceStatus;

  constructor(options: {
    source: WatchedSource;
    logger: LoggerService;
    now: () => Date;
    /** Called after the status has been brought up to date. */
    onEvent: (event: WatchEvent, isOtherStanding: boolean) => void;
  }) {
    const { client, resource, namespace } = options.source;
    this.source = options.source;
    this.#logger = options.logger;
    this.#now = options.now;
    this.#onEvent = options.onEvent;
    this.#status = newSourceStatus(
      `${client.name}: ${resource.plural}${
        namespace ? ` in ${namespace}` : ''
      }`,
    );
  }

  get status(): SourceStatus {
    return this.#status;
  }

  /** Watches until the signal ends. */
  async run(signal: AbortSignal): Promise<void> {
    const { client, resource, namespace } = this.source;
    while (!signal.aborted) {
      try {
        await client.watch(resource, {
          namespace,
          signal,
          onEvent: event => this.#take(this.#read(event)),
        });
      } catch (error) {
        if (!signal.aborted) {
          this.#take({ kind: 'failed', error: error as Error });
        }
      }
      // A watch ends with its signal; one that ends before must not spin.
      await pause(5_000, signal);
    }
  }

  /** 404 to a list: the kind is not installed. The watch goes on asking, should it be one day. */
  #read(event: WatchEvent): WatchEvent {
    const isNone =
      this.source.optional &&
      event.kind === 'failed' &&
      event.error.name === 'NotFoundError';
    return isNone ? { kind: 'listed', objects: [] } : event;
  }

  #take(event: WatchEvent): void {
    const before = this.#status;
    this.#status = reduceSourceStatus(before, event, this.#now());
    const { name, failing, failures } = this.#status;
    if (failing && !before.failing) {
      this.#logger.warn(`${name} cannot be watched: ${failing.reason}`);
    } else if (failing && failures % 20 === 0) {
      this.#logger.warn(
        `${name} cannot be watched since ${failing.since} (${failures} attempts)`,
      );
    } else if (before.failing && !failing) {
      this.#logger.info(
        `${name} is watched again, after ${before.failures} failed attempts`,
      );
    }
    this.#onEvent(
      event,
      before.synced !== this.#status.synced || !before.failing !== !failing,
    );
  }
}
