import { InputError } from '@backstage/errors';
import { serviceNames, ServiceNames } from '@slipway/plugin-gitops-common';
import { WiringDeps } from '../run';

/**
 * A repository, whether it is there or not.
 *
 * @public
 */
export interface RepositoryTarget {
  host: string;
  group: string;
  name: string;
  /** `acme/payments` */
  path: string;
}

/**
 * Where a service is launched.
 *
 * @public
 */
export interface ServiceTarget {
  host: string;
  names: ServiceNames;
}

/** @public */
export function serviceTarget(
  deps: WiringDeps,
  service: string,
): ServiceTarget {
  const { host, group } = deps.launch;
  const missing = [
    ...(host ? [] : ['delivery.launch.host']),
    ...(group ? [] : ['delivery.launch.group']),
  ];
  if (!host || !group) {
    throw new InputError(
      `${missing.join(
        ' and ',
      )} must be set in the app config, to say where new repositories go`,
    );
  }
  return { host, names: serviceNames({ group, service }) };
}

/** @public */
export function repoUrlOf(host: string, path: string): string {
  const slash = path.lastIndexOf('/');
  const query = new URLSearchParams({
    owner: path.slice(0, slash),
    repo: path.slice(slash + 1),
  });
  return `${host}?${query}`;
}
