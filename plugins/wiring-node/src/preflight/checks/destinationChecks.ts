import {
  byArgocd,
  DestinationProblem,
  judgeDestination,
  listArgocdClusters,
  Place,
} from '../../cluster';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { Check } from '../runChecks';
import { usableCluster } from './clusterChecks';

/** Whether each Argo CD has been told of the clusters that it is to deploy to, and may. */
export function destinationChecks(context: PreflightContext): Check[] {
  const { deps, names } = context;
  return byArgocd(context.places).map(({ argocd, places }): Check => {
    const { name, cluster, namespace } = argocd;
    const place: PreflightPlace = { kind: 'argocd', name };
    return {
      id: 'argocd-cluster',
      place,
      after: [usableCluster(cluster), { id: 'namespace', place }],
      run: async signal => {
        const client = deps.clusters.get(cluster);
        const known = await listArgocdClusters(client, namespace, signal);
        return places.flatMap(one =>
          judgeDestination(known, { ...one, project: names.appProject }).map(
            problem => describeDestination(problem, one, names.appProject),
          ),
        );
      },
    };
  });
}

/** What is wrong with a place, as a finding. */
export function describeDestination(
  problem: DestinationProblem,
  { argocd, cluster, environment, server }: Place,
  project: string,
): Finding {
  const place: PreflightPlace = { kind: 'argocd', name: argocd.name };
  const about = {
    argocd: argocd.name,
    cluster,
    environment: environment.name,
  };
  switch (problem.kind) {
    case 'unknown':
      return finding('argocd-cluster-unknown', place, {
        ...about,
        server,
        known: problem.known.join(', '),
      });
    case 'restricted':
      return finding('argocd-cluster-restricted', place, {
        ...about,
        namespace: problem.namespace,
        namespaces: problem.namespaces.join(', '),
      });
    case 'of-project':
      return finding('argocd-cluster-of-project', place, {
        ...about,
        project: problem.project,
        own: project,
      });
    default:
      throw new TypeError(`Not a problem: ${problem satisfies never}`);
  }
}
