import { KubernetesApiError } from '../../world/seams.ts';
import {
  type ResourceKind,
  qualifiedPlural,
} from '../resources/ResourceKind.ts';

/** One field that is wrong, as `details.causes` of an answer has it. */
export interface FieldCause {
  reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueForbidden'
    | 'FieldValueDuplicate'
    | 'FieldValueNotSupported'
    | 'FieldValueTypeInvalid'
    | 'FieldManagerConflict';
  message: string;
  field: string;
}

function details(kind: ResourceKind, name: string | undefined) {
  return {
    ...(name ? { name } : {}),
    ...(kind.group ? { group: kind.group } : {}),
    kind: kind.plural,
  };
}

export function notFound(kind: ResourceKind, name: string): KubernetesApiError {
  return new KubernetesApiError(
    404,
    'NotFound',
    `${qualifiedPlural(kind)} "${name}" not found`,
    details(kind, name),
  );
}

export function alreadyExists(
  kind: ResourceKind,
  name: string,
  isBeingDeleted = false,
): KubernetesApiError {
  return new KubernetesApiError(
    409,
    'AlreadyExists',
    `${isBeingDeleted ? 'object is being deleted: ' : ''}${qualifiedPlural(
      kind,
    )} "${name}" already exists`,
    details(kind, name),
  );
}

export function conflict(
  kind: ResourceKind,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): KubernetesApiError {
  return new KubernetesApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedPlural(
      kind,
    )} "${name}": ${why}`,
    details(kind, name),
  );
}

/** As the preconditions of a deletion are told: by the kind, where all else goes by the plural. */
export function conflictByKind(
  { group, kind }: ResourceKind,
  name: string,
  why: string,
): KubernetesApiError {
  return new KubernetesApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedPlural({
      group,
      plural: kind,
    })} "${name}": ${why}`,
    { name, ...(group ? { group } : {}), kind },
  );
}

export function forbidden(
  kind: ResourceKind,
  name: string,
  why: string,
): KubernetesApiError {
  const what = name
    ? `${qualifiedPlural(kind)} "${name}"`
    : qualifiedPlural(kind);
  return new KubernetesApiError(
    403,
    'Forbidden',
    `${what} is forbidden: ${why}`,
    details(kind, name),
  );
}

export function badRequest(message: string): KubernetesApiError {
  return new KubernetesApiError(400, 'BadRequest', message);
}

/** What a field's message begins with; a bare "Required value" when there is nothing to add. */
function causeText(cause: FieldCause): string {
  return cause.field === '<nil>'
    ? cause.message
    : `${cause.field}: ${cause.message}`;
}

export function invalid(
  kind: ResourceKind,
  name: string,
  causes: FieldCause[],
): KubernetesApiError {
  const texts = causes.map(causeText);
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return new KubernetesApiError(
    422,
    'Invalid',
    `${kind.kind}${
      kind.group ? `.${kind.group}` : ''
    } "${name}" is invalid: ${text}`,
    {
      ...(name ? { name } : {}),
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.kind,
      causes,
    },
  );
}

export function immutableField(value: unknown, field: string): FieldCause {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: field is immutable`,
    field,
  };
}
