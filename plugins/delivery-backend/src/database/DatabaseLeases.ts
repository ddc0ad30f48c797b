import { Knex } from 'knex';
import { Lease, Leases } from './Leases';

interface Row {
  name: string;
  owner: string;
  renewed_at: number | string;
  expires_at: number | string;
}

const table = 'watch_leases';

/** Leases in the database; of two that ask at once, the database lets one win. */
export class DatabaseLeases implements Leases {
  readonly #client: Knex;

  constructor(client: Knex) {
    this.#client = client;
  }

  async acquire(options: {
    name: string;
    owner: string;
    now: Date;
    ttlMs: number;
  }): Promise<boolean> {
    const { name, owner } = options;
    const now = options.now.getTime();
    const fields = { owner, renewed_at: now, expires_at: now + options.ttlMs };
    const taken = await this.#client<Row>(table)
      .where({ name })
      .andWhere(free => free.where({ owner }).orWhere('expires_at', '<=', now))
      .update(fields);
    if (taken > 0) {
      return true;
    }
    await this.#client<Row>(table)
      .insert({ name, ...fields })
      .onConflict('name')
      .ignore();
    return (await this.read(name))?.owner === owner;
  }

  async release(options: {
    name: string;
    owner: string;
    now: Date;
  }): Promise<void> {
    const { name, owner, now } = options;
    await this.#client<Row>(table)
      .where({ name, owner })
      .update({ expires_at: now.getTime() });
  }

  async read(name: string): Promise<Lease | undefined> {
    const row = await this.#client<Row>(table).where({ name }).first();
    return (
      row && {
        owner: row.owner,
        // PostgreSQL gives big integers as strings.
        renewedAt: new Date(Number(row.renewed_at)),
        expiresAt: new Date(Number(row.expires_at)),
      }
    );
  }
}
