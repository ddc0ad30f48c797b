import { Knex } from 'knex';
import { LaunchRecord, StoredStatus } from './LaunchRecord';

interface Row {
  id: string;
  kind: LaunchRecord['kind'];
  service: string;
  entity_ref: string;
  owner: string | null;
  actor: string | null;
  template: string | null;
  status: StoredStatus;
  reason: string | null;
  continued_by: string | null;
  request: string | null;
  started_at: number | string;
  seen_at: number | string;
}

const table = 'launches';

/** The launches, in the database. */
export class DatabaseLaunches {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async get(id: string): Promise<LaunchRecord | undefined> {
    const row = await this.#client<Row>(table).where({ id }).first();
    return row && fromRow(row);
  }

  /** Newest first. */
  async newest(limit: number): Promise<LaunchRecord[]> {
    const rows = await this.#client<Row>(table)
      .orderBy('started_at', 'desc')
      .limit(limit);
    return rows.map(fromRow);
  }

  /** Of one service, oldest first. */
  async ofService(entityRef: string): Promise<LaunchRecord[]> {
    const rows = await this.#client<Row>(table)
      .where({ entity_ref: entityRef })
      .orderBy('started_at', 'asc');
    return rows.map(fromRow);
  }

  /** How launches and decommissions of all services have ended, or stand now; oldest first. */
  async ends(): Promise<LaunchRecord[]> {
    const rows = await this.#client<Row>(table)
      .whereIn('kind', ['launch', 'decommission'])
      .whereNot({ status: 'continued' })
      .orderBy('started_at', 'asc');
    return rows.map(fromRow);
  }

  async withStatus(status: StoredStatus): Promise<LaunchRecord[]> {
    return (await this.#client<Row>(table).where({ status })).map(fromRow);
  }

  async put(record: LaunchRecord): Promise<void> {
    await this.#client<Row>(table)
      .insert(toRow(record))
      .onConflict('id')
      .merge();
  }

  async touch(id: string, now: Date): Promise<void> {
    await this.#client<Row>(table)
      .where({ id })
      .update({ seen_at: now.getTime() });
  }

  /** Moves a launch on, if it is still in one of these states. */
  async move(
    id: string,
    from: readonly StoredStatus[],
    to: StoredStatus,
    fields: Partial<Pick<LaunchRecord, 'reason' | 'continuedBy' | 'order'>> & {
      now: Date;
    },
  ): Promise<boolean> {
    const moved = await this.#client<Row>(table)
      .where({ id })
      .whereIn('status', [...from])
      .update({
        status: to,
        reason: fields.reason ?? null,
        continued_by: fields.continuedBy ?? null,
        seen_at: fields.now.getTime(),
        ...(fields.order && { request: JSON.stringify(fields.order) }),
      });
    return moved > 0;
  }
}

function toRow(record: LaunchRecord): Row {
  return {
    id: record.id,
    kind: record.kind,
    service: record.service,
    entity_ref: record.entityRef,
    owner: record.owner ?? null,
    actor: record.actor ?? null,
    template: record.template ?? null,
    status: record.status,
    reason: record.reason ?? null,
    continued_by: record.continuedBy ?? null,
    request: record.order ? JSON.stringify(record.order) : null,
    started_at: record.startedAt.getTime(),
    seen_at: record.seenAt.getTime(),
  };
}

function fromRow(row: Row): LaunchRecord {
  return {
    id: row.id,
    kind: row.kind,
    service: row.service,
    entityRef: row.entity_ref,
    owner: row.owner ?? undefined,
    actor: row.actor ?? undefined,
    template: row.template ?? undefined,
    status: row.status,
    reason: row.reason ?? undefined,
    continuedBy: row.continued_by ?? undefined,
    order: row.request ? JSON.parse(row.request) : undefined,
    // PostgreSQL gives big integers as strings.
    startedAt: new Date(Number(row.started_at)),
    seenAt: new Date(Number(row.seen_at)),
  };
}
