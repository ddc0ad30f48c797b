import { ServiceNames } from '@slipway/plugin-gitops-common';
import { launchOn } from '../config';
import { serviceTarget } from '../forge';
import { Thing, WiringDeps } from '../run';

/**
 * Where a service was launched, with the config of launches for its forge.
 */
export interface WiringTarget<Deps extends WiringDeps = WiringDeps> {
  deps: Deps;
  host: string;
  names: ServiceNames;
}

/**
 * Finds where a service was launched by its repositories, which may be elsewhere than the config would
 * put them today: on the other forge, or in the group that the config named then.
 */
export function wiringTarget<Deps extends WiringDeps>(
  deps: Deps,
  service: string,
  options: {
    things: readonly Thing[];
    annotations?: Readonly<Record<string, string>>;
  },
): WiringTarget<Deps> {
  const isOnGithub = (host: string | undefined) =>
    host !== undefined && deps.integrations.github.byHost(host) !== undefined;
  const place = options.things
    .map(thing => repositoryOf(thing, service))
    .find(found => found !== undefined);
  const kind =
    place === undefined
      ? options.annotations?.['github.com/project-slug'] && 'github'
      : isOnGithub(place.host) && 'github';
  const launch = {
    ...launchOn(deps.launch, kind || undefined),
    ...place,
  };
  const placed = { ...deps, launch };
  return { deps: placed, ...serviceTarget(placed, service) };
}

/** The place of the service's own repositories, when a thing is in one of them. */
function repositoryOf(
  thing: Thing,
  service: string,
): { host: string; group: string } | undefined {
  if (!('path' in thing)) {
    return undefined;
  }
  const slash = thing.path.lastIndexOf('/');
  const name = thing.path.slice(slash + 1);
  return name === service || name === `${service}-gitops`
    ? { host: thing.host, group: thing.path.slice(0, slash) }
    : undefined;
}
