import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  EntityFilterQuery,
} from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { annotations } from '@slipway/plugin-delivery-common';
import { pause } from '../lease';
import { ServiceWiring } from './ServiceWiring';

/** What makes an entity a service that something can be seen of. */
const filter: EntityFilterQuery = [
  annotations.argocdAppName,
  annotations.argocdAppSelector,
  annotations.gitlabProjectSlug,
  annotations.gitlabProjectId,
  annotations.githubProjectSlug,
].map(key => ({
  kind: 'component',
  [`metadata.annotations.${key}`]: CATALOG_FILTER_EXISTS,
}));

const fields = ['kind', 'metadata'];
const takenFor = 120_000;

/** Tells what has become of the known services. */
export interface ServicesListener {
  /** A service is new, or its wiring has changed. */
  onWired(wiring: ServiceWiring): void;
  /** The whole catalog has been read: what is not in it is no service any more. */
  onComplete(entityRefs: ReadonlySet<string>): Promise<void>;
}

/** The services of the catalog and their wiring, read anew every now and then. */
export class CatalogServices {
  readonly #wirings = new Map<string, ServiceWiring>();
  readonly #takenAt = new Map<string, number>();
  readonly #knownSince = new Map<string, Date>();
  readonly #listeners: ServicesListener[] = [];
  readonly #options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    intervalMs: number;
    now: () => Date;
    wiringOf: (entity: Entity) => ServiceWiring;
  };

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    intervalMs: number;
    now: () => Date;
    wiringOf: (entity: Entity) => ServiceWiring;
  }) {
    this.#options = options;
  }

  subscribe(listener: ServicesListener): void {
    this.#listeners.push(listener);
  }

  all(): ServiceWiring[] {
    return [...this.#wirings.values()];
  }

  get(entityRef: string): ServiceWiring | undefined {
    return this.#wirings.get(entityRef);
  }

  /** Since when this instance knows of a service; now for one that it has not met. */
  knownSince(entityRef: string): Date {
    const since = this.#knownSince.get(entityRef) ?? this.#options.now();
    this.#knownSince.set(entityRef, since);
    return since;
  }

  /** The wiring of an entity at hand; one that is new is known from now on. */
  take(entity: Entity): ServiceWiring {
    const wiring = this.#options.wiringOf(entity);
    const { applications, pipelines } = wiring;
    if (applications.kind === 'wired' || pipelines.kind === 'wired') {
      this.#takenAt.set(wiring.entityRef, this.#options.now().getTime());
      this.#set(wiring);
    }
    return wiring;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { logger, intervalMs } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#refresh();
        failures = 0;
      } catch (error) {
        failures += 1;
        logger.warn(
          `The services could not be read from the catalog (attempt ${failures})`,
          error as Error,
        );
      }
      await pause(
        failures > 0 ? Math.min(intervalMs, 2_000 * failures) : intervalMs,
        signal,
      );
    }
  }

  async #refresh(): Promise<void> {
    const { catalog, auth, wiringOf } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const seen = this.#takenLately();
    let cursor: string | undefined;
    do {
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, fields, limit: 500 }
          : { filter, fields, limit: 500 },
        { credentials },
      );
      for (const entity of page.items) {
        const wiring = wiringOf(entity);
        seen.add(wiring.entityRef);
        this.#set(wiring);
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    for (const entityRef of this.#wirings.keys()) {
      if (!seen.has(entityRef)) {
        this.#wirings.delete(entityRef);
        this.#knownSince.delete(entityRef);
      }
    }
    for (const listener of this.#listeners) {
      await listener.onComplete(seen);
    }
  }

  /** The catalog's index is behind its entities: what was at hand a moment ago is there. */
  #takenLately(): Set<string> {
    const oldest = this.#options.now().getTime() - takenFor;
    for (const [entityRef, takenAt] of this.#takenAt) {
      if (takenAt < oldest) {
        this.#takenAt.delete(entityRef);
      }
    }
    return new Set(this.#takenAt.keys());
  }

  #set(wiring: ServiceWiring): void {
    const known = this.#wirings.get(wiring.entityRef);
    if (known && fingerprint(known) === fingerprint(wiring)) {
      return;
    }
    this.#wirings.set(wiring.entityRef, wiring);
    this.knownSince(wiring.entityRef);
    for (const listener of this.#listeners) {
      listener.onWired(wiring);
    }
  }
}

function fingerprint({ applications, pipelines }: ServiceWiring): string {
  return JSON.stringify([
    applications,
    pipelines.kind === 'wired' ? pipelines.value.reference : pipelines,
  ]);
}
