import type { FieldCause } from '../errors/apiErrors.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const service = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

const labelMessage =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainMessage =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const serviceMessage =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

function rule(kind: ResourceKind): {
  pattern: RegExp;
  longest: number;
  message: string;
} {
  switch (kind.kind) {
    case 'Namespace':
      return { pattern: label, longest: 63, message: labelMessage };
    case 'Service':
      return { pattern: service, longest: 63, message: serviceMessage };
    default:
      return { pattern: subdomain, longest: 253, message: subdomainMessage };
  }
}

/** What is wrong with an object's name, as the API server says it. */
export function validateName(kind: ResourceKind, name: string): FieldCause[] {
  // Names of roles may hold colons; anything that fits into a path is good.
  if (kind.group === 'rbac.authorization.k8s.io') {
    return /^[^/%]+$/.test(name)
      ? []
      : [
          {
            reason: 'FieldValueInvalid',
            message: `Invalid value: ${JSON.stringify(
              name,
            )}: may not contain '/' or '%'`,
            field: 'metadata.name',
          },
        ];
  }
  const { pattern, longest, message } = rule(kind);
  const causes: FieldCause[] = [];
  const fault = (text: string) =>
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(name)}: ${text}`,
      field: 'metadata.name',
    });
  if (name.length > longest) {
    fault(`must be no more than ${longest} characters`);
  }
  if (!pattern.test(name)) {
    fault(message);
  }
  return causes;
}
