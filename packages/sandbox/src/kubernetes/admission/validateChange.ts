import { isDeepStrictEqual } from 'node:util';
import type { KubernetesApiError, StoredObject } from '../../world/seams.ts';
import {
  type FieldCause,
  immutableField,
  invalid,
} from '../errors/apiErrors.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';

function unchanged(
  before: unknown,
  after: unknown,
  field: string,
): FieldCause[] {
  return isDeepStrictEqual(before, after) ? [] : [immutableField(after, field)];
}

function contentCauses(
  before: StoredObject,
  after: StoredObject,
): FieldCause[] {
  if (!before.immutable) {
    return [];
  }
  const forbid = (field: string): FieldCause => ({
    reason: 'FieldValueForbidden',
    message: 'Forbidden: field is immutable when `immutable` is set',
    field,
  });
  return [
    ...(after.immutable ? [] : [forbid('immutable')]),
    ...(isDeepStrictEqual(before.data ?? {}, after.data ?? {})
      ? []
      : [forbid('data')]),
    ...(isDeepStrictEqual(before.binaryData ?? {}, after.binaryData ?? {})
      ? []
      : [forbid('binaryData')]),
  ];
}

/** A pod's containers may change their images, and nothing else of the specification may. */
function podCauses(before: StoredObject, after: StoredObject): FieldCause[] {
  const frozen = (pod: StoredObject) => ({
    ...pod.spec,
    activeDeadlineSeconds: undefined,
    tolerations: undefined,
    terminationGracePeriodSeconds: undefined,
    // Only the binding of an unscheduled pod sets it.
    nodeName: before.spec?.nodeName ? pod.spec?.nodeName : undefined,
    containers: (pod.spec?.containers ?? []).map((container: any) => ({
      ...container,
      image: undefined,
    })),
    initContainers: (pod.spec?.initContainers ?? []).map((container: any) => ({
      ...container,
      image: undefined,
    })),
  });
  return isDeepStrictEqual(frozen(before), frozen(after))
    ? []
    : [
        {
          reason: 'FieldValueForbidden',
          message:
            'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
          field: 'spec',
        },
      ];
}

function kindCauses(
  kind: ResourceKind,
  before: StoredObject,
  after: StoredObject,
): FieldCause[] {
  switch (kind.kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return unchanged(
        before.spec?.selector,
        after.spec?.selector,
        'spec.selector',
      );
    case 'Job':
      return [
        ...unchanged(
          before.spec?.selector,
          after.spec?.selector,
          'spec.selector',
        ),
        ...unchanged(
          before.spec?.template,
          after.spec?.template,
          'spec.template',
        ),
      ];
    case 'Secret':
      return [
        ...unchanged(before.type, after.type, 'type'),
        ...contentCauses(before, after),
      ];
    case 'ConfigMap':
      return contentCauses(before, after);
    case 'RoleBinding':
      return isDeepStrictEqual(before.roleRef, after.roleRef)
        ? []
        : [
            {
              reason: 'FieldValueInvalid',
              message: `Invalid value: ${JSON.stringify(
                after.roleRef,
              )}: cannot change roleRef`,
              field: 'roleRef',
            },
          ];
    case 'Pod':
      return podCauses(before, after);
    case 'Service':
      return after.spec?.type === 'ExternalName'
        ? []
        : unchanged(
            before.spec?.clusterIP,
            after.spec?.clusterIP,
            'spec.clusterIP',
          );
    default:
      return [];
  }
}

/** Why an object may not change like this, if it may not. */
export function validateChange(
  kind: ResourceKind,
  before: StoredObject,
  after: StoredObject,
): KubernetesApiError | undefined {
  const causes = kindCauses(kind, before, after);
  if (before.metadata.deletionTimestamp) {
    const old = before.metadata.finalizers ?? [];
    const added = (after.metadata.finalizers ?? []).filter(
      finalizer => !old.includes(finalizer),
    );
    if (added.length > 0) {
      causes.push({
        reason: 'FieldValueForbidden',
        message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
          .map(name => JSON.stringify(name))
          .join(', ')}}`,
        field: 'metadata.finalizers',
      });
    }
  }
  return causes.length > 0
    ? invalid(kind, after.metadata.name, causes)
    : undefined;
}
