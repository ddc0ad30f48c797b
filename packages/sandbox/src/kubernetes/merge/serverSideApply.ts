import { KubernetesApiError } from '../../world/seams.ts';
import { type ResourceKind, apiVersionOf } from '../resources/ResourceKind.ts';
import { placeOf } from './children.ts';
import { compareFields } from './compareFields.ts';
import { FieldSet, printPath } from './FieldSet.ts';
import { fieldSetOf } from './fieldSetOf.ts';
import {
  isSameManager,
  type ManagerEntry,
  type ManagerIdentity,
} from './ManagedFields.ts';
import { mergeApplied, removeFields } from './mergeApplied.ts';
import { ownedPart } from './ownedFields.ts';

interface FieldConflict {
  manager: ManagerEntry;
  path: string;
}

function printManager(entry: ManagerEntry): string {
  const subresource = entry.subresource
    ? ` with subresource "${entry.subresource}"`
    : '';
  const version =
    entry.operation === 'Update' ? ` using ${entry.apiVersion}` : '';
  return `"${entry.manager}"${subresource}${version}`;
}

/** The answer to an apply of fields that others manage, in the words of the API server. */
function applyConflict(conflicts: FieldConflict[]): KubernetesApiError {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${printManager(manager)}`,
    field: path,
  }));
  if (conflicts.length === 1) {
    return new KubernetesApiError(
      409,
      'Conflict',
      `Apply failed with 1 conflict: ${causes[0].message}: ${causes[0].field}`,
      { causes },
    );
  }
  const byManager = Map.groupBy(conflicts, entry =>
    printManager(entry.manager),
  );
  const lines = [...byManager]
    .sort()
    .flatMap(([manager, entries]) => [
      `conflicts with ${manager}:`,
      ...entries.map(entry => `- ${entry.path}`),
    ]);
  return new KubernetesApiError(
    409,
    'Conflict',
    `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`,
    { causes },
  );
}

/**
 * Server-side apply: the live object with what was applied on top, without what the same manager
 * applied before and no longer sends, and who manages what afterwards. Throws the conflict when
 * another manager's field would change and it is not forced.
 */
export function serverSideApply(options: {
  kind: ResourceKind;
  live: Record<string, any> | undefined;
  applied: Record<string, any>;
  managers: ManagerEntry[];
  fieldManager: string;
  force: boolean;
  subresource?: 'status';
  time: string;
}): { object: Record<string, any>; managers: ManagerEntry[] } {
  const { kind, live, applied, managers, force, subresource, time } = options;
  const place = placeOf(kind);
  const writer: ManagerIdentity = {
    manager: options.fieldManager,
    operation: 'Apply',
    apiVersion: apiVersionOf(kind),
    ...(subresource ? { subresource } : {}),
  };
  const config = ownedPart(kind, applied, subresource);
  const livePart = ownedPart(kind, live, subresource);
  const fields = fieldSetOf(place, config);
  const own = managers.find(entry => isSameManager(entry, writer));
  const others = managers.filter(entry => !isSameManager(entry, writer));

  const managedByOthers = others.reduce(
    (all, entry) => all.union(entry.fields),
    new FieldSet(),
  );
  const dropped = (own?.fields ?? new FieldSet())
    .difference(fields)
    .difference(managedByOthers);
  const merged = mergeApplied(place, livePart, config);
  const next =
    removeFields(place, merged, dropped, fields.union(managedByOthers)) ?? {};

  const { changed, removed } = compareFields(place, livePart, next);
  const conflicts = others.flatMap(manager =>
    manager.fields
      .intersection(changed)
      .paths()
      .map(path => ({ manager, path: printPath(path) })),
  );
  if (conflicts.length > 0 && !force) {
    throw applyConflict(conflicts);
  }
  const lost = changed.union(removed);
  const unchangedOwn = own?.fields.equals(fields) && lost.isEmpty;
  return {
    object: withPart(options, next as Record<string, any>),
    managers: [
      ...others.map(entry => ({
        ...entry,
        fields: entry.fields.difference(lost),
      })),
      { ...writer, time: unchangedOwn ? own!.time : time, fields },
    ].filter(entry => !entry.fields.isEmpty),
  };
}

const ownedMetadata = [
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
];

/** The whole object again, after a change to the part of it that has managers. */
function withPart(
  options: {
    kind: ResourceKind;
    live: Record<string, any> | undefined;
    applied: Record<string, any>;
    subresource?: 'status';
  },
  part: Record<string, any>,
): Record<string, any> {
  const { kind, live, applied, subresource } = options;
  if (subresource === 'status') {
    return { ...live, status: part.status };
  }
  const system = Object.fromEntries(
    Object.entries((live ?? applied).metadata as object).filter(
      ([key]) => !ownedMetadata.includes(key),
    ),
  );
  const { metadata, ...rest } = part;
  return {
    apiVersion: applied.apiVersion,
    kind: applied.kind,
    metadata: { ...system, ...metadata },
    ...rest,
    ...(kind.statusSubresource && live?.status !== undefined
      ? { status: live.status }
      : {}),
  };
}
