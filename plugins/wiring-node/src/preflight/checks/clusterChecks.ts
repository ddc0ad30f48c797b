import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { CheckName } from '../PreflightReport';
import { describeReleases, isKnownRelease, knownReleases } from '../releases';
import { reasonOf } from '../reasonOf';
import { Check } from '../runChecks';
import { missingRights } from './rights';

/** Every cluster that the launch touches, once: whether it answers, and what the portal may do there. */
export function clusterChecks(context: PreflightContext): Check[] {
  return clustersOf(context).flatMap((cluster): Check[] => {
    const place: PreflightPlace = { kind: 'cluster', name: cluster };
    const client = context.deps.clusters.get(cluster);
    const environments =
      context.places
        .filter(one => one.cluster === cluster)
        .map(({ environment }) => environment.name)
        .join(', ') || 'Argo CD';
    return [
      {
        id: 'cluster',
        place,
        run: async signal => {
          try {
            await client.version({ signal });
            return [];
          } catch (error) {
            return judgeClusterError(error, place, environments);
          }
        },
      },
      {
        id: 'cluster-token',
        place,
        after: [{ id: 'cluster', place }],
        run: async signal => {
          try {
            await client.can('get', resourceKinds.namespace, { signal });
            return [];
          } catch (error) {
            return judgeClusterError(error, place, environments);
          }
        },
      },
      {
        id: 'cluster-version',
        place,
        after: [{ id: 'cluster', place }],
        run: async signal =>
          judgeVersion(await client.version({ signal }), place),
      },
      {
        id: 'cluster-rights',
        place,
        after: [usableCluster(cluster)],
        run: async signal => {
          const rights = await missingRights(context, cluster, signal);
          return rights.length === 0
            ? []
            : [
                finding('cluster-rights-missing', place, {
                  cluster,
                  rights: rights.join(', '),
                }),
              ];
        },
      },
    ];
  });
}

/** What every other look at a cluster comes after. */
export function usableCluster(cluster: string): CheckName {
  return { id: 'cluster-token', place: { kind: 'cluster', name: cluster } };
}

export function clustersOf({ places }: PreflightContext): string[] {
  return [
    ...new Set(
      places.flatMap(({ cluster, argocd }) => [cluster, argocd.cluster]),
    ),
  ];
}

export function judgeClusterError(
  error: unknown,
  place: PreflightPlace,
  environments: string,
): Finding[] {
  const cluster = place.name;
  if (error instanceof AuthenticationError) {
    return [finding('cluster-token-refused', place, { cluster, environments })];
  }
  if (error instanceof ServiceUnavailableError) {
    return [
      finding('cluster-unreachable', place, {
        cluster,
        environments,
        reason: reasonOf(error),
      }),
    ];
  }
  throw error;
}

export function judgeVersion(
  version: string,
  place: PreflightPlace,
): Finding[] {
  const known = knownReleases.kubernetes;
  return isKnownRelease(version, known)
    ? []
    : [
        finding('cluster-version-unknown', place, {
          cluster: place.name,
          version,
          known: describeReleases(known),
        }),
      ];
}
