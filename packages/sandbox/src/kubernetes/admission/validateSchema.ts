import type { KubernetesApiError } from '../../world/seams.ts';
import { badRequest, type FieldCause, invalid } from '../errors/apiErrors.ts';
import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';
import { findSchemaFaults, type SchemaFault } from './schemas.ts';

/** `/spec/containers/0/name` as `spec.containers[0].name` */
function fieldPath(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(object: unknown, instancePath: string): unknown {
  return instancePath
    .split('/')
    .slice(1)
    .reduce<any>((value, part) => value?.[part], object);
}

function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'number' && Number.isInteger(value)
    ? 'integer'
    : typeof value;
}

function cause(object: unknown, fault: SchemaFault): FieldCause {
  const field = fieldPath(fault.instancePath);
  const value = valueAt(object, fault.instancePath);
  switch (fault.keyword) {
    case 'required':
      return {
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: [field, fault.params.missingProperty].filter(Boolean).join('.'),
      };
    case 'type':
      return {
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${JSON.stringify(
          typeName(value),
        )}: ${field} in body must be of type ${
          fault.params.type
        }: ${JSON.stringify(typeName(value))}`,
        field,
      };
    case 'enum':
      return {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(
          value,
        )}: supported values: ${(fault.params.allowedValues as unknown[])
          .map(allowed => JSON.stringify(allowed))
          .join(', ')}`,
        field,
      };
    default:
      return {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          typeName(value),
        )}: ${field} in body ${fault.message ?? 'is invalid'}`,
        field,
      };
  }
}

/**
 * What the kind's schema says against an object. The API server cannot even read a built-in kind
 * with a value of the wrong type (400); everything else is 422 with its causes.
 */
export function validateSchema(
  kind: ResourceKind,
  object: { kind: string; metadata: { name: string } },
): KubernetesApiError | undefined {
  const faults = findSchemaFaults(object);
  if (faults.length === 0) {
    return undefined;
  }
  const wrongType = faults.find(fault => fault.keyword === 'type');
  if (wrongType && !kind.custom) {
    const found = typeName(valueAt(object, wrongType.instancePath));
    return badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${
        kind.kind
      }: json: cannot unmarshal ${found} into Go struct field ${
        kind.kind
      }.${fieldPath(wrongType.instancePath)} of type ${
        wrongType.params.type
      } (${apiVersionOf(kind)})`,
    );
  }
  return invalid(
    kind,
    object.metadata.name,
    faults.map(fault => cause(object, fault)),
  );
}
