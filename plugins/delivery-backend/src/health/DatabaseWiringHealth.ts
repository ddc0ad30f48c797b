import { WiringReport } from '@slipway/plugin-wiring-node';
import { Knex } from 'knex';
import { parseReport } from './parseReport';
import { StoredChecks, StoredWiring } from './StoredWiring';

type Time = number | string | null;

interface Row {
  entity_ref: string;
  service: string;
  known_since: number | string;
  asked_at: Time;
  pending_since: Time;
  pending_by: string | null;
  checking_since: Time;
  checking_by: string | null;
  attempted_at: Time;
  failures: number;
  failure: string | null;
  checked_at: Time;
  report: string | null;
}

type Checks = Omit<Row, 'report'>;

const table = 'wiring_health';
const columns: Array<keyof Checks> = [
  'entity_ref',
  'service',
  'known_since',
  'asked_at',
  'pending_since',
  'pending_by',
  'checking_since',
  'checking_by',
  'attempted_at',
  'failures',
  'failure',
  'checked_at',
];
/** After this a look that has not ended was broken off without a word. */
export const longestCheckMs = 120_000;

interface Named {
  entityRef: string;
  service: string;
}

/** What was found of the wiring of each service, in the database. */
export class DatabaseWiringHealth {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async get(entityRef: string): Promise<StoredWiring | undefined> {
    const row = await this.#rows().where({ entity_ref: entityRef }).first();
    return row && fromRow(row);
  }

  async all(): Promise<StoredWiring[]> {
    return (await this.#rows()).map(fromRow);
  }

  /** Without what was found. */
  async checks(): Promise<StoredChecks[]> {
    return (await this.#rows().select(columns)).map(toChecks);
  }

  /** From now on the service is looked at; nothing changes for one that is known. */
  async meet({ entityRef, service }: Named, now: Date): Promise<void> {
    await this.#rows()
      .insert({
        entity_ref: entityRef,
        service,
        known_since: now.getTime(),
        failures: 0,
      })
      .onConflict('entity_ref')
      .ignore();
  }

  async forget(entityRef: string): Promise<void> {
    await this.#rows().where({ entity_ref: entityRef }).delete();
  }

  /**
   * Asks for a look. False when one is under way or to come, or when people have asked less than
   * `notWithinMs` ago: then what is there stands.
   */
  async ask(
    service: Named,
    options: { by?: string; now: Date; notWithinMs: number },
  ): Promise<boolean> {
    await this.meet(service, options.now);
    const now = options.now.getTime();
    const asked = await this.#rows()
      .where({ entity_ref: service.entityRef })
      .whereNull('pending_since')
      .andWhere(noneUnderWay(options.now))
      .andWhere(one =>
        one
          .whereNull('asked_at')
          .orWhere('asked_at', '<=', now - options.notWithinMs),
      )
      .update({
        asked_at: now,
        pending_since: now,
        pending_by: options.by ?? null,
      });
    return asked > 0;
  }

  /** A look has to follow, also on one that is under way: what it sees may be from before. */
  async want(service: Named, now: Date): Promise<void> {
    await this.meet(service, now);
    await this.#rows()
      .where({ entity_ref: service.entityRef })
      .whereNull('pending_since')
      .update({ pending_since: now.getTime(), pending_by: null });
  }

  /** False when somebody else has begun already. */
  async begin(entityRef: string, now: Date): Promise<boolean> {
    const begun = await this.#rows()
      .where({ entity_ref: entityRef })
      .andWhere(noneUnderWay(now))
      .update({
        checking_since: now.getTime(),
        checking_by: this.#client.ref('pending_by') as never,
        attempted_at: now.getTime(),
        pending_since: null,
        pending_by: null,
      });
    return begun > 0;
  }

  async succeed(
    entityRef: string,
    report: WiringReport,
    now: Date,
  ): Promise<void> {
    await this.#end(entityRef, {
      report: JSON.stringify(report),
      checked_at: now.getTime(),
      failures: 0,
      failure: null,
    });
  }

  async fail(entityRef: string, reason: string): Promise<void> {
    await this.#end(entityRef, {
      failures: this.#client.raw('failures + 1') as never,
      failure: reason,
    });
  }

  /** The look was broken off, and is to be begun again. */
  async abandon(entityRef: string, now: Date): Promise<void> {
    await this.#end(entityRef, {
      pending_since: now.getTime(),
      pending_by: this.#client.ref('checking_by') as never,
    });
  }

  /** Ends the looks of a replica that has died; only for the one that looks now. */
  async recover(): Promise<void> {
    await this.#rows()
      .whereNotNull('checking_since')
      .update({
        checking_since: null,
        checking_by: null,
        failures: this.#client.raw('failures + 1') as never,
        failure: 'The portal ended while it looked',
      });
  }

  async #end(entityRef: string, fields: Partial<Row>): Promise<void> {
    await this.#rows()
      .where({ entity_ref: entityRef })
      .update({ checking_since: null, checking_by: null, ...fields });
  }

  #rows() {
    return this.#client<Row>(table);
  }
}

/** One whose end could not be written down must not be the last. */
function noneUnderWay(now: Date) {
  return (one: Knex.QueryBuilder<Row>) =>
    one
      .whereNull('checking_since')
      .orWhere('checking_since', '<=', now.getTime() - longestCheckMs);
}

function fromRow(row: Row): StoredWiring {
  return {
    ...toChecks(row),
    report:
      row.report === null
        ? undefined
        : parseReport(JSON.parse(row.report)).report,
  };
}

function toChecks(row: Checks): StoredChecks {
  return {
    entityRef: row.entity_ref,
    service: row.service,
    knownSince: Number(row.known_since),
    askedAt: timeOf(row.asked_at),
    pendingSince: timeOf(row.pending_since),
    pendingBy: row.pending_by ?? undefined,
    checkingSince: timeOf(row.checking_since),
    checkingBy: row.checking_by ?? undefined,
    attemptedAt: timeOf(row.attempted_at),
    failures: row.failures,
    failure: row.failure ?? undefined,
    checkedAt: timeOf(row.checked_at),
  };
}

/** PostgreSQL gives big integers as strings. */
function timeOf(column: Time): number | undefined {
  return column === null ? undefined : Number(column);
}
