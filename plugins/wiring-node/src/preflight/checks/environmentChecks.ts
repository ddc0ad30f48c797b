import { ConflictError } from '@backstage/errors';
import {
  KubernetesObject,
  ResourceKind,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { assertOurs, findObject, Place } from '../../cluster';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { Check } from '../runChecks';
import { usableCluster } from './clusterChecks';
import { judgeQuotas, Quota, readQuota } from './quotas';

/** Each environment: its namespace, what is in it under the names of the launch, and its quota. */
export function environmentChecks(context: PreflightContext): Check[] {
  const { names, deps, input } = context;
  return context.places.flatMap((place): Check[] => {
    const { cluster, namespace } = place;
    const client = deps.clusters.get(cluster);
    const about: PreflightPlace = {
      kind: 'environment',
      name: place.environment.name,
    };
    const after = [usableCluster(cluster)];
    const needs = input.resources?.[place.environment.name];
    return [
      {
        id: 'namespace',
        place: about,
        after,
        run: async signal =>
          judgeNamespace(
            await findObject(
              client,
              resourceKinds.namespace,
              { name: namespace },
              signal,
            ),
            { place: about, cluster, service: names.service },
          ),
      },
      {
        id: 'objects',
        place: about,
        after: [...after, { id: 'namespace', place: about }],
        run: async signal => {
          const objects = await Promise.all(
            namedObjects(context, place).map(
              async ({ resource, on, ...ref }) => ({
                on,
                object: await findObject(
                  deps.clusters.get(on),
                  resource,
                  ref,
                  signal,
                ),
              }),
            ),
          );
          return objects.flatMap(({ object, on }) =>
            judgeOwner(object, {
              place: about,
              cluster: on,
              service: names.service,
            }),
          );
        },
      },
      ...(needs
        ? [
            {
              id: 'quota' as const,
              place: about,
              after: [...after, { id: 'namespace' as const, place: about }],
              run: async (signal: AbortSignal) => {
                const found = await client.list(resourceKinds.resourceQuota, {
                  namespace,
                  signal,
                });
                const quotas: Quota[] = [
                  // The launch sets its own, whatever it is now.
                  { name: names.resourceQuota, hard: deps.launch.quota },
                  ...found
                    .filter(
                      ({ metadata }) => metadata.name !== names.resourceQuota,
                    )
                    .flatMap(quota => readQuota(quota) ?? []),
                ];
                return judgeQuotas(needs, quotas, {
                  place: about,
                  namespace,
                });
              },
            },
          ]
        : []),
    ];
  });
}

function namedObjects(
  { names }: PreflightContext,
  { environment, cluster, namespace, argocd }: Place,
): Array<{
  resource: ResourceKind;
  on: string;
  namespace: string;
  name: string;
}> {
  const { secret, resourceQuota, application } = resourceKinds;
  return [
    { resource: secret, on: cluster, namespace, name: names.pullSecret },
    {
      resource: resourceQuota,
      on: cluster,
      namespace,
      name: names.resourceQuota,
    },
    {
      resource: application,
      on: argocd.cluster,
      namespace: argocd.namespace,
      name: names.application(environment.name),
    },
  ];
}

export function judgeNamespace(
  namespace: KubernetesObject | undefined,
  about: { place: PreflightPlace; cluster: string; service: string },
): Finding[] {
  if (namespace?.metadata.deletionTimestamp) {
    return [
      finding('namespace-leaving', about.place, {
        namespace: namespace.metadata.name,
        cluster: about.cluster,
      }),
    ];
  }
  // A platform team may have made it, as yet for nobody.
  return judgeOwner(namespace, about, { adopt: true });
}

/** What bears a name that the launch is about to give. */
export function judgeOwner(
  object: KubernetesObject | undefined,
  about: { place: PreflightPlace; cluster: string; service: string },
  options: { adopt?: boolean } = {},
): Finding[] {
  if (!object) {
    return [];
  }
  try {
    assertOurs(object, about.service, options);
    return [];
  } catch (error) {
    if (!(error instanceof ConflictError)) {
      throw error;
    }
    const { name, namespace, labels } = object.metadata;
    return [
      finding('object-of-others', about.place, {
        kind: object.kind,
        name: namespace ? `${namespace}/${name}` : name,
        cluster: about.cluster,
        owner: labels?.['backstage.io/kubernetes-id'] ?? 'somebody else',
      }),
    ];
  }
}
