import { InputError } from '@backstage/errors';

/**
 * Whether a host, with or without a port, means the machine that asks.
 *
 * @public
 */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([^:]*):\d+$/, '$1')
    .replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    name === '0.0.0.0' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

/**
 * Refuses a host that means another machine inside a cluster than here, unless the cluster is
 * known to run on this machine's network.
 *
 * @public
 */
export function assertReachable(options: {
  /** A host with or without a port, or a URL, also as `git@host:path`. */
  address: string;
  /** What it is, for the message: `The registry`. */
  what: string;
  cluster: string;
  reachesLoopback: boolean;
}): void {
  const { address, what, cluster, reachesLoopback } = options;
  const host = hostOf(address);
  if (!reachesLoopback && isLoopback(host)) {
    throw new InputError(
      `${what} is ${host}, which inside the cluster ${cluster} means the pod or node itself; ` +
        `give the name under which the cluster reaches it, or set delivery.clusters.${cluster}.reachesLoopback when the cluster runs on this machine's own network`,
    );
  }
}

function hostOf(address: string): string {
  return address.includes('://')
    ? new URL(address).host
    : address.replace(/^[^@/]+@([^:/]+):.*$/, '$1');
}
