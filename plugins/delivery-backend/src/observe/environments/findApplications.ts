import { ArgoCdConfig } from '@slipway/plugin-delivery-node';
import { ApplicationLookup } from '../../services';
import { ClusterFacts } from '../reduce';
import { FoundApplication } from './assignApplications';

/** The Argo CD instances that a service is looked for in. */
export function instancesOf(
  lookup: ApplicationLookup,
  argocd: ArgoCdConfig[],
): ArgoCdConfig[] {
  return argocd.filter(({ name }) => lookup.instances.includes(name));
}

/** The Applications of a service among what is known of the clusters. */
export function findApplications(
  lookup: ApplicationLookup,
  instances: ArgoCdConfig[],
  facts: (cluster: string) => ClusterFacts,
): FoundApplication[] {
  return instances.flatMap(argocd => {
    const known = facts(argocd.cluster);
    const { find } = lookup;
    const found =
      find.by === 'name'
        ? [known.get('Application', argocd.namespace, find.name) ?? []].flat()
        : known.applicationsMatching(argocd.namespace, find.selector);
    return found.map(application => ({ argocd, application }));
  });
}
