import { Outcome, Thing, thingSchema } from '@slipway/plugin-wiring-node';
import { Knex } from 'knex';
import { WiringOrder } from './WiringOrder';

interface Row {
  id: string;
  entity_ref: string;
  service: string;
  owner: string | null;
  actor: string;
  kind: WiringOrder['kind'];
  things: string;
  status: WiringOrder['status'];
  attempts: number;
  failure: string | null;
  outcomes: string | null;
  started_at: number | string;
  ended_at: number | string | null;
}

const table = 'wiring_work';

/** Repairs and rotations, in the database, so that they outlive the portal that was asked for them. */
export class DatabaseWiringOrders {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async get(id: string): Promise<WiringOrder | undefined> {
    const row = await this.#client<Row>(table).where({ id }).first();
    return row && fromRow(row);
  }

  /** What is being done to a service, and what was done last. */
  async ofService(
    entityRef: string,
  ): Promise<{ current?: WiringOrder; last?: WiringOrder }> {
    const newest = (status: Array<WiringOrder['status']>) =>
      this.#client<Row>(table)
        .where({ entity_ref: entityRef })
        .whereIn('status', status)
        .orderBy('started_at', 'desc')
        .first();
    const [current, last] = await Promise.all([
      newest(['working']),
      newest(['done', 'failed']),
    ]);
    return {
      current: current && fromRow(current),
      last: last && fromRow(last),
    };
  }

  async working(): Promise<WiringOrder[]> {
    const rows = await this.#client<Row>(table).where({ status: 'working' });
    return rows.map(fromRow);
  }

  async put(
    order: Omit<WiringOrder, 'status' | 'attempts' | 'outcomes'>,
  ): Promise<void> {
    await this.#client<Row>(table).insert({
      id: order.id,
      entity_ref: order.entityRef,
      service: order.service,
      owner: order.owner ?? null,
      actor: order.actor,
      kind: order.kind,
      things: JSON.stringify(order.things),
      status: 'working',
      attempts: 0,
      started_at: order.startedAt.getTime(),
    });
  }

  /** Of one that was refused after all. */
  async remove(id: string): Promise<void> {
    await this.#client<Row>(table).where({ id }).delete();
  }

  async attempt(id: string): Promise<void> {
    await this.#client<Row>(table).where({ id }).increment('attempts', 1);
  }

  async end(
    id: string,
    result: { failure?: string; outcomes: Outcome[]; now: Date },
  ): Promise<void> {
    const { failure, outcomes, now } = result;
    await this.#client<Row>(table)
      .where({ id, status: 'working' })
      .update({
        status: failure === undefined ? 'done' : 'failed',
        failure: failure ?? null,
        outcomes: JSON.stringify(outcomes),
        ended_at: now.getTime(),
      });
  }
}

function fromRow(row: Row): WiringOrder {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    service: row.service,
    owner: row.owner ?? undefined,
    actor: row.actor,
    kind: row.kind,
    things: readThings(row.things),
    status: row.status,
    attempts: row.attempts,
    failure: row.failure ?? undefined,
    outcomes: row.outcomes ? JSON.parse(row.outcomes) : [],
    // PostgreSQL gives big integers as strings.
    startedAt: new Date(Number(row.started_at)),
    endedAt: row.ended_at === null ? undefined : new Date(Number(row.ended_at)),
  };
}

/** Without things of a newer version. */
function readThings(json: string): Thing[] {
  return (JSON.parse(json) as unknown[]).flatMap(one => {
    const thing = thingSchema.safeParse(one);
    return thing.success ? [thing.data] : [];
  });
}
