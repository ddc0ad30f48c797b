import type { StoredObject } from '../../world/seams.ts';
import { FIELD_MANAGER } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';

type FieldSet = Record<string, any>;

function findElement(list: unknown, selector: string): unknown {
  if (!Array.isArray(list)) {
    return undefined;
  }
  if (selector.startsWith('k:')) {
    const keys = JSON.parse(selector.slice(2)) as Record<string, unknown>;
    return list.find(element =>
      Object.entries(keys).every(
        ([key, value]) =>
          element?.[key] === value ||
          (element?.[key] === undefined && value === 'TCP'),
      ),
    );
  }
  if (selector.startsWith('v:')) {
    const value = JSON.parse(selector.slice(2));
    return list.find(element => element === value);
  }
  return list[Number(selector.slice(2))];
}

function isDropped(fields: FieldSet, target: any): boolean {
  return Object.entries(fields).some(([selector, inner]) => {
    if (selector === '.') {
      return false;
    }
    const value = selector.startsWith('f:')
      ? target?.[selector.slice(2)]
      : findElement(target, selector);
    return value === undefined || isDropped(inner as FieldSet, value);
  });
}

/**
 * Whether Argo CD has set a field before that the manifest no longer sets, by what the cluster
 * remembers of who has set what.
 */
export function hasDroppedField(target: Manifest, live: StoredObject): boolean {
  const entries = (live.metadata.managedFields ?? []) as Array<{
    manager?: string;
    operation?: string;
    subresource?: string;
    fieldsV1?: FieldSet;
  }>;
  return entries.some(
    ({ manager, operation, subresource, fieldsV1 }) =>
      manager === FIELD_MANAGER &&
      operation === 'Apply' &&
      !subresource &&
      isDropped(fieldsV1 ?? {}, target),
  );
}
