import type { ForgeKind } from '../cells/Cell.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import { objectsOf, readClusters } from './readClusters.ts';
import { partsOf, projectsOf, readForge } from './readForge.ts';
import {
  isInCatalog,
  ledgerOf,
  locationsOf,
  readPortal,
} from './readPortal.ts';

/** All that there is of a service, a line for each thing, as it would be of any service. */
export async function readWorld(
  world: FaultsWorld,
  service: string,
): Promise<string[]> {
  return [
    ...(await readForge(world, service)),
    ...readClusters(world, service),
    ...(await readPortal(world, service)),
  ].sort();
}

/** What is left of a service whose repositories had these ids. */
export async function leftOf(
  world: FaultsWorld,
  service: string,
  projects: ReadonlySet<unknown>,
  forge: ForgeKind,
): Promise<string[]> {
  const ledger = await ledgerOf(world, service);
  const locations = await locationsOf(world, service);
  return [
    ...projectsOf(world, service).map(one => `repository ${one.fullPath}`),
    ...partsOf(world, projects).map(
      ({ collection, record }) => `${collection} ${record.id}`,
    ),
    // On GitHub a package is its owner's, and stays when the repository of its workflow goes.
    ...world.storage
      .find(
        'registry-repositories',
        one => forge === 'gitlab' && one.name === `acme/${service}`,
      )
      .map(({ name }) => `images of ${name}`),
    ...objectsOf(world, service).map(
      ({ kind, metadata }) =>
        `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
    ),
    ...locations.map(target => `location ${target}`),
    ...((await isInCatalog(world, service)) ? ['entity in the catalog'] : []),
    ...ledger
      .filter(({ status }) => status !== 'taken-back')
      .map(({ key, status }) => `ledger: ${key} is ${status}`),
  ];
}
