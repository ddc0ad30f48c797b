import { ResourceKind, resourceKinds } from '@slipway/plugin-delivery-node';
import { PreflightContext } from '../PreflightContext';

interface Right {
  verbs: readonly string[];
  resource: ResourceKind;
  subresource?: 'status';
  /** Where it is needed; in the whole cluster without. */
  namespaces?: readonly string[];
}

const observed = ['get', 'list', 'watch'];
const made = ['get', 'create', 'patch'];

/** What the portal does on a cluster: the ClusterRole of the how-to, as questions. */
export function neededRights(
  context: PreflightContext,
  cluster: string,
): Right[] {
  const {
    namespace,
    secret,
    resourceQuota,
    pod,
    replicaSet,
    deployment,
    analysisRun,
    rollout,
    application,
    appProject,
  } = resourceKinds;
  const namespaces = context.places
    .filter(place => place.cluster === cluster)
    .map(place => place.namespace);
  const argocd = [
    ...new Set(
      context.places
        .filter(place => place.argocd.cluster === cluster)
        .map(place => place.argocd.namespace),
    ),
  ];
  return [
    ...(namespaces.length > 0
      ? [
          { verbs: made, resource: namespace },
          { verbs: made, resource: secret, namespaces },
          { verbs: [...made, 'list'], resource: resourceQuota, namespaces },
          ...[pod, replicaSet, deployment, analysisRun].map(resource => ({
            verbs: observed,
            resource,
          })),
          { verbs: [...observed, 'patch'], resource: rollout },
          {
            verbs: ['patch'],
            resource: rollout,
            subresource: 'status' as const,
          },
        ]
      : []),
    ...(argocd.length > 0
      ? [
          { verbs: made, resource: secret, namespaces: argocd },
          ...[application, appProject].map(resource => ({
            verbs: [...observed, 'create', 'patch'],
            resource,
          })),
        ]
      : []),
  ];
}

/** The needed rights that an access review denies, in words such as `patch secrets in payments-dev`. */
export async function missingRights(
  context: PreflightContext,
  cluster: string,
  signal: AbortSignal,
): Promise<string[]> {
  const client = context.deps.clusters.get(cluster);
  const missing = await Promise.all(
    neededRights(context, cluster).flatMap(
      ({ verbs, resource, subresource, namespaces }) =>
        verbs.map(async verb => {
          const what = subresource
            ? `${resource.plural}/${subresource}`
            : resource.plural;
          const can = (namespace?: string) =>
            client.can(verb, resource, { namespace, subresource, signal });
          // A right in the whole cluster is one in each namespace, so mostly one question will do.
          if (await can()) {
            return [];
          }
          const lacking = await Promise.all(
            (namespaces ?? []).map(async namespace =>
              (await can(namespace)) ? [] : [`${verb} ${what} in ${namespace}`],
            ),
          );
          return namespaces ? lacking.flat() : [`${verb} ${what}`];
        }),
    ),
  );
  return [...new Set(missing.flat())];
}
