import {
  LedgerEntry,
  Thing,
  thingKey,
  thingSchema,
} from '@slipway/plugin-wiring-node';
import { Knex } from 'knex';

interface Row {
  entity_ref: string;
  thing_key: string;
  thing: string;
  what: string;
  name: string;
  status: LedgerEntry['status'];
  origin: LedgerEntry['origin'];
  plan: LedgerEntry['plan'];
  made_by: string;
  launch: string;
  fingerprint: string | null;
  written_at: number | string;
}

const table = 'ledger_entries';

/** What launches have made, in the database: names and ids, never values. */
export class DatabaseEntries {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  /** Oldest first. */
  async ofService(entityRef: string): Promise<LedgerEntry[]> {
    const rows = await this.#client<Row>(table)
      .where({ entity_ref: entityRef })
      .orderBy('written_at', 'asc')
      .orderBy('thing_key', 'asc');
    return rows.flatMap(row => fromRow(row) ?? []);
  }

  /** The entities of which something is there that is not taken back. */
  async services(): Promise<Set<string>> {
    const rows = await this.#client<Row>(table)
      .whereNot({ status: 'taken-back' })
      .distinct('entity_ref');
    return new Set(rows.map(({ entity_ref }) => entity_ref));
  }

  /** Changes the entry of a thing by what it was; nothing is written when `change` gives none. */
  async change(
    entityRef: string,
    thing: Thing,
    change: (prior: LedgerEntry | undefined) => LedgerEntry | undefined,
  ): Promise<void> {
    const key = { entity_ref: entityRef, thing_key: thingKey(thing) };
    await this.#client.transaction(async transaction => {
      const row = await transaction<Row>(table).where(key).forUpdate().first();
      const entry = change(row && fromRow(row));
      if (entry) {
        await transaction<Row>(table)
          .insert({ ...key, ...toColumns(entry) })
          .onConflict(['entity_ref', 'thing_key'])
          .merge();
      }
    });
  }
}

function toColumns(entry: LedgerEntry): Omit<Row, 'entity_ref' | 'thing_key'> {
  return {
    thing: JSON.stringify(entry.thing),
    what: entry.what,
    name: entry.name,
    status: entry.status,
    origin: entry.origin,
    plan: entry.plan,
    made_by: entry.madeBy,
    launch: entry.launch,
    fingerprint: entry.fingerprint ?? null,
    written_at: Date.parse(entry.at),
  };
}

/** Undefined for a thing of a newer version, which blanks its own row only. */
function fromRow(row: Row): LedgerEntry | undefined {
  const thing = thingSchema.safeParse(JSON.parse(row.thing));
  return thing.success
    ? {
        thing: thing.data,
        what: row.what,
        name: row.name,
        status: row.status,
        origin: row.origin,
        plan: row.plan,
        madeBy: row.made_by,
        launch: row.launch,
        ...(row.fingerprint !== null && { fingerprint: row.fingerprint }),
        at: new Date(Number(row.written_at)).toISOString(),
      }
    : undefined;
}
