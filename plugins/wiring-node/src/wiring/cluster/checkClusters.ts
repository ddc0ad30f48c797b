import { toError } from '@backstage/errors';
import { findObject, placesOf } from '../../cluster';
import {
  DestinationProblem,
  judgeDestination,
  listArgocdClusters,
} from '../../cluster/argocdClusters';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import { serviceTarget } from '../../forge';
import { RunContext, WiringDeps } from '../../run';

/**
 * Why an environment has no place yet.
 *
 * @public
 */
export type ClusterProblem =
  | DestinationProblem
  /** The portal gets no answer of it. */
  | { kind: 'unreachable'; reason: string }
  /** Nor of the cluster that holds its Argo CD. */
  | { kind: 'argocd-unreachable'; reason: string }
  | { kind: 'argocd-missing'; namespace: string };

/** @public */
export interface CheckedCluster {
  environment: string;
  cluster: string;
  argocd: string;
  server: string;
  namespace: string;
  problems: ClusterProblem[];
}

/**
 * Looks whether each environment's cluster answers, and whether the Argo CD that is to deploy there has
 * been told of it and may. Nothing is written.
 *
 * @public
 */
export async function checkClusters(
  run: Pick<RunContext, 'signal'>,
  deps: WiringDeps,
  input: { service: string; environment?: string },
): Promise<CheckedCluster[]> {
  const { names } = serviceTarget(deps, input.service);
  const places = placesOf(deps.delivery, names.service, input.environment);
  return Promise.all(
    places.map(async place => {
      const { argocd, cluster, server, namespace, environment } = place;
      const [answer, registration] = await Promise.all([
        reach(async () => {
          await deps.clusters.get(cluster).version({ signal: run.signal });
        }),
        reach(async () => {
          const client = deps.clusters.get(argocd.cluster);
          const there = await findObject(
            client,
            resourceKinds.namespace,
            { name: argocd.namespace },
            run.signal,
          );
          return there
            ? listArgocdClusters(client, argocd.namespace, run.signal)
            : undefined;
        }),
      ]);
      run.signal?.throwIfAborted();
      return {
        environment: environment.name,
        cluster,
        argocd: argocd.name,
        server,
        namespace,
        problems: [
          ...('error' in answer
            ? [{ kind: 'unreachable' as const, reason: answer.error.message }]
            : []),
          ...('error' in registration
            ? [
                {
                  kind: 'argocd-unreachable' as const,
                  reason: registration.error.message,
                },
              ]
            : judgeRegistration(registration.value)),
        ],
      };

      function judgeRegistration(
        known: Awaited<ReturnType<typeof listArgocdClusters>> | undefined,
      ): ClusterProblem[] {
        return known
          ? judgeDestination(known, {
              server,
              namespace,
              project: names.appProject,
            })
          : [{ kind: 'argocd-missing', namespace: argocd.namespace }];
      }
    }),
  );
}

async function reach<T>(
  look: () => Promise<T>,
): Promise<{ value: T } | { error: Error }> {
  try {
    return { value: await look() };
  } catch (error) {
    return { error: toError(error) };
  }
}

/**
 * What is wrong and what to do, in a line.
 *
 * @public
 */
export function describeClusterProblem(
  { environment, cluster, argocd, server }: CheckedCluster,
  problem: ClusterProblem,
): string {
  switch (problem.kind) {
    case 'unknown':
      return (
        `${environment}: the Argo CD ${argocd} has not been told of the cluster ${cluster} at ${server} ` +
        `(it knows ${problem.known.join(
          ', ',
        )}); register it with \`argocd cluster add\`, or correct destinations of delivery.argocd`
      );
    case 'restricted':
      return (
        `${environment}: the Argo CD ${argocd} is limited to the namespaces ${problem.namespaces.join(
          ', ',
        )} of the cluster ${cluster}; ` +
        `add ${problem.namespace} to \`namespaces\` in the cluster's Secret`
      );
    case 'of-project':
      return (
        `${environment}: the Argo CD ${argocd} lets only the project ${problem.project} deploy to the cluster ${cluster}; ` +
        "take `project` out of the cluster's Secret, or register the cluster for this service's project as well"
      );
    case 'unreachable':
      return `${environment}: the cluster ${cluster} does not answer the portal (${problem.reason}); see whether it is up, and its entry under kubernetes.clusterLocatorMethods`;
    case 'argocd-unreachable':
      return `${environment}: the Argo CD ${argocd} cannot be asked (${problem.reason}); see whether its cluster is up and what the portal may do there`;
    case 'argocd-missing':
      return `${environment}: there is no namespace ${problem.namespace} for the Argo CD ${argocd}; correct delivery.argocd, or install it`;
    default:
      throw new TypeError(`Not a problem: ${problem satisfies never}`);
  }
}
