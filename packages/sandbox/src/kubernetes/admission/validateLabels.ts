import type { FieldCause } from '../errors/apiErrors.ts';
import { isRecord } from '../merge/isRecord.ts';

const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const nameMessage =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueMessage =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function isQualifiedName(key: string): boolean {
  const parts = key.split('/');
  if (parts.length > 2) {
    return false;
  }
  const name = parts[parts.length - 1];
  return (
    name.length <= 63 &&
    qualifiedName.test(name) &&
    (parts.length === 1 || (parts[0].length <= 253 && subdomain.test(parts[0])))
  );
}

const invalidCause = (
  field: string,
  value: string,
  text: string,
): FieldCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${text}`,
  field,
});

/** What is wrong with an object's labels and annotations. */
export function validateLabels(metadata: Record<string, any>): FieldCause[] {
  const causes: FieldCause[] = [];
  const { labels, annotations } = metadata;
  for (const [key, value] of Object.entries(isRecord(labels) ? labels : {})) {
    if (!isQualifiedName(key)) {
      causes.push(invalidCause('metadata.labels', key, nameMessage));
    }
    if (typeof value === 'string' && value.length > 63) {
      causes.push(
        invalidCause(
          'metadata.labels',
          value,
          'must be no more than 63 characters',
        ),
      );
    }
    if (typeof value === 'string' && !labelValue.test(value)) {
      causes.push(invalidCause('metadata.labels', value, valueMessage));
    }
  }
  let size = 0;
  for (const [key, value] of Object.entries(
    isRecord(annotations) ? annotations : {},
  )) {
    size += key.length + String(value).length;
    if (!isQualifiedName(key.toLowerCase())) {
      causes.push(invalidCause('metadata.annotations', key, nameMessage));
    }
  }
  if (size > 256 * 1024) {
    causes.push({
      reason: 'FieldValueInvalid',
      message: 'Too long: may not be more than 262144 bytes',
      field: 'metadata.annotations',
    });
  }
  return causes;
}
