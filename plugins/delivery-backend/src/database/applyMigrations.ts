import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The database with the tables of this plugin in it. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await applyMigrations(client);
  }
  return client;
}

export async function applyMigrations(client: Knex): Promise<void> {
  await client.migrate.latest({
    directory: resolvePackagePath(
      '@slipway/plugin-delivery-backend',
      'migrations',
    ),
  });
}
