import { InputError } from '@backstage/errors';
import { ServiceNames } from '@slipway/plugin-gitops-common';
import { Forge, forgeOf, serviceTarget } from '../forge';
import { ForgeAccess, forgeAccessOf } from '../forge/access';
import { Place, placesOf } from '../cluster';
import { WiringDeps } from '../run';
import { PreflightPlace } from './Finding';
import { PreflightInput } from './PreflightInput';

/** @public */
export interface PreflightDeps extends WiringDeps {
  /** For tests: how what is neither a forge's nor a cluster's API is asked. */
  fetch?: typeof fetch;
}

/** What the checks have in common. */
export interface PreflightContext {
  deps: PreflightDeps;
  input: PreflightInput;
  host: string;
  names: ServiceNames;
  registryHost: string;
  /** Where it is going to run, in the promotion order. */
  places: Place[];
  forgePlace: PreflightPlace;
  /** The forge, for one check: it ends with the signal of the check. */
  forge(signal: AbortSignal): Forge;
  access(signal: AbortSignal): ForgeAccess;
  reachesLoopback(cluster: string): boolean;
  /** By what Argo CD reads the GitOps repository, whether it is there or not. */
  readUrl: string;
}

export function createPreflightContext(
  deps: PreflightDeps,
  input: PreflightInput,
): PreflightContext {
  const { host, names } = serviceTarget(deps, input.service);
  const { registryHost } = deps.launch;
  if (!registryHost) {
    throw new InputError(
      'delivery.launch.registryHost must be set in the app config, to say where images are',
    );
  }
  const forge = (signal?: AbortSignal) => forgeOf(deps, host, { signal });
  const { credentials, repositories } = forge();
  return {
    deps,
    input,
    host,
    names,
    registryHost,
    places: placesOf(deps.delivery, names.service),
    forgePlace: { kind: 'forge', name: host },
    forge,
    access: signal => forgeAccessOf(deps, host, { signal, owner: names.group }),
    reachesLoopback: cluster =>
      deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
    readUrl: credentials.readUrl(
      repositories.urls(names.gitopsRepository.path),
    ),
  };
}
