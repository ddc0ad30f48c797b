import { Knex } from 'knex';
import { DeliveryPart, DeliveryStore, StoredDelivery } from './DeliveryStore';
import { isSameObserved } from './isSameObserved';

interface Row {
  entity_ref: string;
  version: number;
  environments: string | null;
  pipelines: string | null;
  pipelines_seen_at: number | string | null;
  updated_at: number | string;
}

const table = 'service_delivery';

/** What was seen, in the database. */
export class DatabaseDeliveryStore implements DeliveryStore {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async get(entityRef: string): Promise<StoredDelivery | undefined> {
    const row = await this.#client<Row>(table)
      .where({ entity_ref: entityRef })
      .first();
    return row && fromRow(row);
  }

  async put(
    entityRef: string,
    part: DeliveryPart,
    now: Date,
  ): Promise<number | undefined> {
    return await this.#client.transaction(async transaction => {
      // Two instances that see a service first at the same time must not fail each other.
      await transaction<Row>(table)
        .insert({
          entity_ref: entityRef,
          version: 0,
          updated_at: now.getTime(),
        })
        .onConflict('entity_ref')
        .ignore();
      const row = await transaction<Row>(table)
        .where({ entity_ref: entityRef })
        .forUpdate()
        .first();
      const stored = row && fromRow(row);
      const key = 'environments' in part ? 'environments' : 'pipelines';
      const value = 'environments' in part ? part.environments : part.pipelines;
      const seen =
        key === 'pipelines' &&
        value.kind === 'observed' &&
        value.freshness.kind === 'live'
          ? { pipelines_seen_at: now.getTime() }
          : {};
      const version = stored?.version ?? 0;
      if (version > 0 && isSameObserved(stored?.[key], value)) {
        if ('pipelines_seen_at' in seen) {
          await transaction<Row>(table)
            .where({ entity_ref: entityRef })
            .update(seen);
        }
        return undefined;
      }
      await transaction<Row>(table)
        .where({ entity_ref: entityRef })
        .update({
          ...seen,
          [key]: JSON.stringify(value),
          version: version + 1,
          updated_at: now.getTime(),
        });
      return version + 1;
    });
  }

  async touchPipelines(entityRef: string, now: Date): Promise<void> {
    await this.#client<Row>(table)
      .where({ entity_ref: entityRef })
      .update({ pipelines_seen_at: now.getTime() });
  }

  async keepOnly(entityRefs: ReadonlySet<string>): Promise<void> {
    const rows = await this.#client<Row>(table).select('entity_ref');
    for (const { entity_ref } of rows) {
      if (!entityRefs.has(entity_ref)) {
        await this.#client<Row>(table).where({ entity_ref }).delete();
      }
    }
  }
}

function fromRow(row: Row): StoredDelivery {
  return {
    entityRef: row.entity_ref,
    version: row.version,
    environments: row.environments ? JSON.parse(row.environments) : undefined,
    pipelines: row.pipelines ? JSON.parse(row.pipelines) : undefined,
    pipelinesSeenAt: row.pipelines_seen_at
      ? new Date(Number(row.pipelines_seen_at))
      : undefined,
  };
}
