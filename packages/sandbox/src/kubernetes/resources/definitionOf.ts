import type { NewObject, StoredObject } from '../../world/seams.ts';
import { qualifiedPlural, type ResourceKind } from './ResourceKind.ts';

/**
 * The CustomResourceDefinition of a custom kind. The schema in it is open: the sandbox checks
 * with the schemas of the npm packages instead.
 */
export function definitionOf(kind: ResourceKind): NewObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: qualifiedPlural(kind) },
    spec: {
      conversion: { strategy: 'None' },
      group: kind.group,
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        shortNames: [...kind.shortNames],
        singular: kind.singular,
      },
      scope: kind.namespaced ? 'Namespaced' : 'Cluster',
      versions: [
        {
          name: kind.version,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
          served: true,
          storage: true,
          subresources: {
            ...(kind.statusSubresource ? { status: {} } : {}),
            ...(kind.scaleSubresource
              ? {
                  scale: {
                    labelSelectorPath: '.status.selector',
                    specReplicasPath: '.spec.replicas',
                    statusReplicasPath: '.status.HPAReplicas',
                  },
                }
              : {}),
          },
        },
      ],
    },
  };
}

/** The status of a definition that has been taken into service. */
export function definitionStatus(
  definition: StoredObject,
): Record<string, unknown> {
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    reason,
    message,
    lastTransitionTime: definition.metadata.creationTimestamp,
  });
  return {
    acceptedNames: definition.spec.names,
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition(
        'Established',
        'InitialNamesAccepted',
        'the initial names have been accepted',
      ),
    ],
    storedVersions: ['v1alpha1'],
  };
}
