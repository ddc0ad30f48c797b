import type { StoredObject } from '../../world/seams.ts';
import { badRequest } from '../errors/apiErrors.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';

interface FieldRequirement {
  field: string;
  equal: boolean;
  value: string;
}

/** What can be selected by, besides name and namespace. */
const selectableFields: Record<string, readonly string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
  Service: ['spec.clusterIP', 'spec.type'],
  Job: ['status.successful'],
  Node: ['spec.unschedulable'],
};

/** Kinds that say what may be selected by; the other built-in ones leave it to what all have. */
const withOwnFields = [
  'Event',
  'Namespace',
  'Node',
  'Pod',
  'Secret',
  'Service',
];

function notSelectable(kind: ResourceKind, field: string): string {
  if (kind.kind === 'Job') {
    return `field label "${field}" not supported for Job`;
  }
  return kind.custom || withOwnFields.includes(kind.kind)
    ? `field label not supported: ${field}`
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function read(object: StoredObject, field: string): string {
  const value = field
    .split('.')
    .reduce<any>((part, name) => part?.[name], object);
  return value === undefined || value === null ? '' : String(value);
}

/** `status.phase=Running,metadata.name!=x` */
export function parseFieldSelector(
  kind: ResourceKind,
  text: string,
): (object: StoredObject) => boolean {
  const requirements = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map((part): FieldRequirement => {
      const match = /^([^=!]+)(!=|==|=)(.*)$/.exec(part);
      if (!match) {
        throw badRequest(
          `invalid selector: '${text}'; can't understand '${part}'`,
        );
      }
      const [, field, operator, value] = match;
      const known =
        field === 'metadata.name' ||
        (field === 'metadata.namespace' && kind.namespaced) ||
        selectableFields[kind.kind]?.includes(field);
      if (!known) {
        throw badRequest(notSelectable(kind, field));
      }
      return { field, equal: operator !== '!=', value };
    });
  return object =>
    requirements.every(
      ({ field, equal, value }) => (read(object, field) === value) === equal,
    );
}
