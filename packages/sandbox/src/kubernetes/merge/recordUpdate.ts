import type { ResourceKind } from '../resources/ResourceKind.ts';
import { placeOf } from './children.ts';
import { compareFields } from './compareFields.ts';
import { FieldSet } from './FieldSet.ts';
import {
  isSameManager,
  type ManagerEntry,
  type ManagerIdentity,
} from './ManagedFields.ts';
import { ownedPart } from './ownedFields.ts';

/**
 * Who manages what after a write that was not an apply: the writer takes what it changed, and
 * everybody loses what is gone.
 */
export function recordUpdate(options: {
  kind: ResourceKind;
  before: Record<string, any> | undefined;
  after: Record<string, any>;
  managers: ManagerEntry[];
  writer: ManagerIdentity;
  subresource?: 'status';
  time: string;
}): ManagerEntry[] {
  const { kind, before, after, managers, writer, subresource, time } = options;
  const { changed, removed } = compareFields(
    placeOf(kind),
    ownedPart(kind, before, subresource),
    ownedPart(kind, after, subresource),
  );
  if (changed.isEmpty && removed.isEmpty) {
    return managers;
  }
  const touched = changed.union(removed);
  const own =
    managers.find(entry => isSameManager(entry, writer))?.fields ??
    new FieldSet();
  return [
    ...managers
      .filter(entry => !isSameManager(entry, writer))
      .map(entry => ({
        ...entry,
        fields: entry.fields.difference(touched),
      })),
    { ...writer, time, fields: own.difference(removed).union(changed) },
  ].filter(entry => !entry.fields.isEmpty);
}
