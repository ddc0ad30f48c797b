import type { KubernetesApiError, StoredObject } from '../../world/seams.ts';
import { badRequest, type FieldCause, invalid } from '../errors/apiErrors.ts';
import { isRecord } from '../merge/isRecord.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import { validateLabels } from './validateLabels.ts';
import { validateName } from './validateName.ts';
import { validateSchema } from './validateSchema.ts';

function required(field: string, message = 'Required value'): FieldCause {
  return { reason: 'FieldValueRequired', message, field };
}

/** A selector that its own template does not match selects nothing that it makes. */
function selectorCauses(object: StoredObject): FieldCause[] {
  const wanted = object.spec?.selector?.matchLabels;
  const labels = object.spec?.template?.metadata?.labels ?? {};
  if (!isRecord(wanted)) {
    return [];
  }
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            labels,
          )}: \`selector\` does not match template \`labels\``,
          field: 'spec.template.metadata.labels',
        },
      ];
}

/** The API server cannot even read a secret whose data is not base64. */
function unreadableSecret(
  kind: ResourceKind,
  object: StoredObject,
): KubernetesApiError | undefined {
  const isBase64 = (value: unknown) =>
    typeof value !== 'string' ||
    (/^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0);
  return kind.kind === 'Secret' &&
    !Object.values(object.data ?? {}).every(isBase64)
    ? badRequest(
        'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0',
      )
    : undefined;
}

const secretKeys: Record<string, string[]> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

function secretCauses(object: StoredObject): FieldCause[] {
  const causes: FieldCause[] = [];
  for (const key of secretKeys[object.type] ?? []) {
    if (object.data?.[key] === undefined) {
      causes.push(required(`data[${key}]`));
    }
  }
  for (const key of Object.keys(object.data ?? {})) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      causes.push({
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          key,
        )}: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
        field: `data[${key}]`,
      });
    }
  }
  const config = object.data?.['.dockerconfigjson'];
  if (object.type === 'kubernetes.io/dockerconfigjson' && config) {
    try {
      JSON.parse(Buffer.from(config, 'base64').toString('utf8'));
    } catch {
      // The value is a credential: it is not repeated in the message.
      causes.push({
        reason: 'FieldValueInvalid',
        message:
          'Invalid value: "<secret contents redacted>": invalid character in .dockerconfigjson',
        field: 'data[.dockerconfigjson]',
      });
    }
  }
  return causes;
}

function podSpecCauses(spec: any, field: string): FieldCause[] {
  const containers = spec?.containers;
  if (!Array.isArray(containers) || containers.length === 0) {
    return [required(`${field}.containers`)];
  }
  const seen = new Set<string>();
  return containers.flatMap((container, index) => {
    const causes: FieldCause[] = [];
    if (!container.image) {
      causes.push(required(`${field}.containers[${index}].image`));
    }
    if (seen.has(container.name)) {
      causes.push({
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${JSON.stringify(container.name)}`,
        field: `${field}.containers[${index}].name`,
      });
    }
    seen.add(container.name);
    return causes;
  });
}

function serviceCauses(object: StoredObject): FieldCause[] {
  const { type, clusterIP, ports } = object.spec ?? {};
  if (!Array.isArray(ports) || ports.length === 0) {
    return type === 'ExternalName' || clusterIP === 'None'
      ? []
      : [required('spec.ports')];
  }
  return ports.flatMap(({ port, targetPort, name }, index): FieldCause[] => [
    ...portCauses(port, `spec.ports[${index}].port`),
    // Without one of its own it is the port.
    ...portCauses(targetPort ?? port, `spec.ports[${index}].targetPort`),
    ...(ports.length > 1 && !name
      ? [required(`spec.ports[${index}].name`)]
      : []),
  ]);
}

/** A target may be the name of a port of the pod, too. */
function portCauses(port: unknown, field: string): FieldCause[] {
  return typeof port === 'string' ||
    (Number(port) >= 1 && Number(port) <= 65_535)
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${port}: must be between 1 and 65535, inclusive`,
          field,
        },
      ];
}

function kindCauses(kind: ResourceKind, object: StoredObject): FieldCause[] {
  switch (kind.kind) {
    case 'Deployment':
    case 'ReplicaSet':
      return [
        ...selectorCauses(object),
        ...podSpecCauses(object.spec?.template?.spec, 'spec.template.spec'),
      ];
    case 'Job':
      return podSpecCauses(object.spec?.template?.spec, 'spec.template.spec');
    case 'Pod':
      return podSpecCauses(object.spec, 'spec');
    case 'Secret':
      return secretCauses(object);
    case 'Service':
      return serviceCauses(object);
    default:
      return [];
  }
}

/** Why an object may not be stored as it is, if it may not. */
export function validateObject(
  kind: ResourceKind,
  object: StoredObject,
): KubernetesApiError | undefined {
  const fault = validateSchema(kind, object) ?? unreadableSecret(kind, object);
  // A wrong type makes every further look at the object pointless.
  if (fault?.code === 400) {
    return fault;
  }
  const causes = [
    ...validateName(kind, object.metadata.name),
    ...validateLabels(object.metadata),
    ...((fault?.details?.causes as FieldCause[] | undefined) ?? []),
    ...(fault ? [] : kindCauses(kind, object)),
  ];
  return causes.length > 0
    ? invalid(kind, object.metadata.name, causes)
    : undefined;
}
