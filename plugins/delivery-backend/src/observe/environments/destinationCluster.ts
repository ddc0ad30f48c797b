import { ArgoCdConfig } from '@slipway/plugin-delivery-node';
import { ApplicationFacts } from '../parse';

const ownCluster = 'https://kubernetes.default.svc';

/** The configured name of the cluster that an Application deploys to; undefined for an unknown one. */
export function destinationCluster(
  destination: ApplicationFacts['destination'],
  argocd: ArgoCdConfig,
): string | undefined {
  const { server, name } = destination;
  if (server) {
    const url = withoutSlash(server);
    if (url === ownCluster) {
      return argocd.cluster;
    }
    return Object.entries(argocd.destinations).find(
      ([, known]) => withoutSlash(known) === url,
    )?.[0];
  }
  return name === 'in-cluster' ? argocd.cluster : name;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
