import {
  DeliveryConfig,
  environmentNamespace,
} from '@slipway/plugin-delivery-node';
import { ApplicationLookup } from '../../services';
import { EnvironmentInput, workloadFacts } from '../derive';
import { ClusterFacts } from '../reduce';
import { assignApplications } from './assignApplications';
import { findApplications, instancesOf } from './findApplications';

/** What the clusters say about an environment; what git says is added by the caller. */
export type ClusterInput = Omit<
  EnvironmentInput,
  'wantedImages' | 'now' | 'commitOf' | 'gitopsUrl'
>;

/** The environments of a service, each with everything that its state is derived from. */
export function environmentInputs(
  service: string,
  lookup: ApplicationLookup,
  config: DeliveryConfig,
  facts: (cluster: string) => ClusterFacts,
): ClusterInput[] {
  const argocd = instancesOf(lookup, config.argocd);
  return assignApplications({
    service,
    environments: config.environments,
    argocd,
    found: findApplications(lookup, argocd, facts),
  }).map(place => {
    const { environment, application } = place;
    const namespace = environmentNamespace(environment, service);
    const cluster = facts(environment.cluster);
    return {
      ...place,
      service,
      ...workloadFacts(cluster, namespace),
      unreadable: [
        ...cluster.unreadable(namespace),
        ...facts(place.argocd.cluster)
          .unreadable(place.argocd.namespace)
          .filter(({ ref }) =>
            application
              ? ref.name === application.ref.name
              : isNamedFor(ref.name, lookup, service, environment.name),
          ),
      ],
    };
  });
}

/** An Application that cannot be read has no labels to find it by: its name has to do. */
function isNamedFor(
  name: string,
  { find }: ApplicationLookup,
  service: string,
  environment: string,
): boolean {
  return find.by === 'name'
    ? name === find.name && name.endsWith(`-${environment}`)
    : name === `${service}-${environment}`;
}
