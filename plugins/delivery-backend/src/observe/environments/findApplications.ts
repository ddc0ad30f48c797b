import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ArgoCdConfig } from '@slipway/plugin-delivery-node';
import { ApplicationFacts } from '../parse';
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

/**
 * Whoever may edit a component may write any annotation on it. An Application that says whose it
 * is must not be shown, nor operated, by way of another component.
 */
function isOwn({ entityRef }: ApplicationFacts, service: string): boolean {
  return !entityRef || normalized(entityRef) === service;
}

function normalized(entityRef: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind: 'component' }),
    );
  } catch {
    // What names no entity is nobody's either.
    return entityRef;
  }
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
    return found
      .filter(application => isOwn(application, lookup.entityRef))
      .map(application => ({ argocd, application }));
  });
}
