import { PortalError } from '../../../embedded/src/index.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import { patient } from './patient.ts';
import { normalise } from './normalise.ts';

interface LedgerItem {
  key: string;
  status: string;
  origin: string;
}

/** The ledger of a service; empty where it has none. */
export async function ledgerOf(
  { client }: Pick<FaultsWorld, 'client'>,
  service: string,
): Promise<LedgerItem[]> {
  const ledger = await orNothing(
    client.json<{ items: LedgerItem[] }>(
      `/api/delivery/v1/services/component/default/${service}/ledger`,
      patient(),
    ),
  );
  return ledger?.items ?? [];
}

export async function locationsOf(
  { client }: Pick<FaultsWorld, 'client'>,
  service: string,
): Promise<string[]> {
  const all = await client.json<Array<{ data: { target: string } }>>(
    '/api/catalog/locations',
    patient(),
  );
  return all
    .map(({ data }) => data.target)
    .filter(target => target.includes(`/${service}/`));
}

export async function isInCatalog(
  { client }: Pick<FaultsWorld, 'client'>,
  service: string,
): Promise<boolean> {
  const path = `/api/catalog/entities/by-name/component/default/${service}`;
  return (await orNothing(client.json(path, patient()))) !== undefined;
}

export async function readPortal(
  world: FaultsWorld,
  service: string,
): Promise<string[]> {
  const ledger = await ledgerOf(world, service);
  const locations = await locationsOf(world, service);
  return [
    ...ledger.map(({ key, origin, status }) =>
      // Which run has found what another one had made is not the same each time.
      [
        `ledger: ${key} ${origin}`,
        status === 'intended' ? 'and not settled' : '',
      ]
        .join(' ')
        .trim(),
    ),
    ...locations.map(target => `location ${target}`),
  ].map(line => normalise(line, service));
}

export async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof PortalError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}
