import { FieldSet } from './FieldSet.ts';
import { isRecord } from './isRecord.ts';

/** The fields that one manager set in one way. */
export interface ManagerEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time: string;
  fields: FieldSet;
}

export function readManagedFields(value: unknown): ManagerEntry[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.filter(isRecord).map(entry => ({
    manager: String(entry.manager ?? ''),
    operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
    apiVersion: String(entry.apiVersion ?? ''),
    ...(entry.subresource ? { subresource: String(entry.subresource) } : {}),
    time: String(entry.time ?? ''),
    fields: FieldSet.rootFromJson(entry.fieldsV1),
  }));
}

export function writeManagedFields(entries: ManagerEntry[]) {
  return entries
    .filter(entry => !entry.fields.isEmpty)
    .map(entry => ({
      manager: entry.manager,
      operation: entry.operation,
      apiVersion: entry.apiVersion,
      time: entry.time,
      fieldsType: 'FieldsV1',
      fieldsV1: entry.fields.toJson(),
      ...(entry.subresource ? { subresource: entry.subresource } : {}),
    }));
}

export type ManagerIdentity = Pick<
  ManagerEntry,
  'manager' | 'operation' | 'apiVersion' | 'subresource'
>;

/** An applier is the same whatever version it applies in. */
export function isSameManager(a: ManagerIdentity, b: ManagerIdentity): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    (a.subresource ?? '') === (b.subresource ?? '') &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}
