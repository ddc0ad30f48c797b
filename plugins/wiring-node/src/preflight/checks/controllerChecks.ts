import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { CheckName } from '../PreflightReport';
import {
  describeReleases,
  isKnownRelease,
  KnownReleases,
  knownReleases,
} from '../releases';
import { Check } from '../runChecks';
import { usableCluster } from './clusterChecks';

const apiVersion = 'argoproj.io/v1alpha1';

interface Product {
  name: string;
  kinds: readonly string[];
  /** What its controller's pods have as `app.kubernetes.io/name`. */
  label: string;
  /** Where they are; anywhere without. */
  namespace?: string;
  known: KnownReleases;
}

/** Argo Rollouts where the service is to run, and Argo CD where it is deployed from. */
export function controllerChecks(context: PreflightContext): Check[] {
  const { places, input, deps } = context;
  const kinds = input.kinds ?? ['Rollout'];
  const workloads = [...new Set(places.map(({ cluster }) => cluster))];
  const argocds = [...new Set(places.map(({ argocd }) => argocd))];
  const products: Array<{ place: PreflightPlace; cluster: string } & Product> =
    [
      ...(kinds.length > 0 ? workloads : []).map(cluster => ({
        place: { kind: 'cluster' as const, name: cluster },
        cluster,
        name: 'Argo Rollouts',
        kinds,
        label: 'argo-rollouts',
        known: knownReleases.rollouts,
      })),
      ...argocds.map(({ name, cluster, namespace }) => ({
        place: { kind: 'argocd' as const, name },
        cluster,
        name: 'Argo CD',
        kinds: ['Application', 'AppProject'],
        label: 'argocd-application-controller',
        namespace,
        known: knownReleases.argocd,
      })),
    ];
  return products.flatMap(({ place, cluster, ...product }): Check[] => {
    const client = deps.clusters.get(cluster);
    const served: CheckName = { id: 'kinds', place };
    return [
      {
        ...served,
        after: [usableCluster(cluster)],
        run: async signal =>
          judgeKinds(await client.served(apiVersion, { signal }), {
            ...product,
            place,
            cluster,
          }),
      },
      // Elsewhere there is no pod to look for.
      ...(deps.delivery.clusters[cluster]?.controllersElsewhere
        ? []
        : [
            {
              id: 'controller' as const,
              place,
              // For Argo CD, its namespace as well; there is no such check of a cluster.
              after: [
                usableCluster(cluster),
                served,
                { id: 'namespace' as const, place },
              ],
              run: async (signal: AbortSignal) =>
                judgeController(await listPods(client, product, signal), {
                  ...product,
                  place,
                  cluster,
                }),
            },
          ]),
    ];
  });
}

type About = Pick<Product, 'name' | 'kinds' | 'known'> & {
  place: PreflightPlace;
  cluster: string;
};

export function judgeKinds(served: string[], about: About): Finding[] {
  const { place, cluster, name: product } = about;
  const missing = about.kinds.filter(kind => !served.includes(kind));
  return missing.length === 0
    ? []
    : [
        finding('kind-missing', place, {
          cluster,
          product,
          kinds: missing.join(', '),
        }),
      ];
}

/** A controller's pod, as far as it tells of the controller. */
export interface ControllerPod {
  namespace: string;
  ready: boolean;
  /** The tag of its image, where it has one. */
  version?: string;
}

export function judgeController(
  pods: ControllerPod[],
  about: About,
): Finding[] {
  const { place, cluster, name: product, known } = about;
  if (pods.length === 0) {
    return [finding('controller-missing', place, { cluster, product })];
  }
  const ready = pods.find(pod => pod.ready);
  if (!ready) {
    return [
      finding('controller-not-ready', place, {
        cluster,
        product,
        pods: pods.length,
        namespace: pods[0].namespace,
      }),
    ];
  }
  // An image by digest does not tell its release.
  return ready.version === undefined || isKnownRelease(ready.version, known)
    ? []
    : [
        finding('controller-version-unknown', place, {
          cluster,
          product,
          version: ready.version,
          known: describeReleases(known),
        }),
      ];
}

const podSchema = z.object({
  metadata: z.object({ namespace: z.string() }),
  spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string() }))
        .default([]),
    })
    .default({}),
});

async function listPods(
  client: ClusterClient,
  product: Pick<Product, 'label' | 'namespace'>,
  signal: AbortSignal,
): Promise<ControllerPod[]> {
  const pods = await client.list(resourceKinds.pod, {
    namespace: product.namespace,
    labelSelector: `app.kubernetes.io/name=${product.label}`,
    signal,
  });
  return pods.flatMap(pod => readPod(pod) ?? []);
}

function readPod(object: KubernetesObject): ControllerPod | undefined {
  const pod = podSchema.safeParse(object);
  if (!pod.success) {
    return undefined;
  }
  const { metadata, spec, status } = pod.data;
  return {
    namespace: metadata.namespace,
    ready: status.conditions.some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    ),
    version: /:(v?\d[^:/@]*)(@|$)/.exec(spec.containers[0]?.image ?? '')?.[1],
  };
}
