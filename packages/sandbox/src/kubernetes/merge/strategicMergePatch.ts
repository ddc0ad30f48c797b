import { isDeepStrictEqual } from 'node:util';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import { isRecord } from './isRecord.ts';

/** By which key the items of a list are merged; lists without one are replaced. */
function mergeKey(kind: ResourceKind, field: string): string | undefined {
  switch (field) {
    case 'containers':
    case 'initContainers':
    case 'ephemeralContainers':
    case 'env':
    case 'volumes':
    case 'imagePullSecrets':
    case 'secrets':
      return 'name';
    case 'ports':
      return kind.kind === 'Service' ? 'port' : 'containerPort';
    case 'volumeMounts':
      return 'mountPath';
    case 'volumeDevices':
      return 'devicePath';
    case 'conditions':
      return 'type';
    case 'ownerReferences':
      return 'uid';
    case 'hostAliases':
    case 'podIPs':
      return 'ip';
    case 'topologySpreadConstraints':
      return 'topologyKey';
    default:
      return undefined;
  }
}

function orderLike(
  items: unknown[],
  order: unknown,
  sameAs: (item: unknown, wanted: unknown) => boolean,
): unknown[] {
  if (!Array.isArray(order)) {
    return items;
  }
  const rank = (item: unknown) =>
    order.findIndex(wanted => sameAs(item, wanted));
  const ordered = items.filter(item => rank(item) >= 0);
  ordered.sort((a, b) => rank(a) - rank(b));
  return [...ordered, ...items.filter(item => rank(item) < 0)];
}

function mergeList(
  kind: ResourceKind,
  field: string,
  live: unknown,
  patch: unknown[],
): unknown[] {
  const current: unknown[] = Array.isArray(live) ? live : [];
  if (field === 'finalizers') {
    return [...new Set([...current, ...patch])];
  }
  const key = mergeKey(kind, field);
  if (!key || patch.some(item => isRecord(item) && item.$patch === 'replace')) {
    return patch.filter(item => !isRecord(item) || item.$patch === undefined);
  }
  let result = [...current];
  for (const item of patch.filter(isRecord)) {
    const index = result.findIndex(
      other => isRecord(other) && other[key] === item[key],
    );
    if (item.$patch === 'delete') {
      result = result.filter((_, position) => position !== index);
    } else if (index >= 0) {
      result[index] = strategicMergePatch(kind, result[index], item);
    } else {
      result.push(strategicMergePatch(kind, {}, item));
    }
  }
  return result;
}

/**
 * A strategic merge patch of a built-in kind: objects merge, null removes, lists merge by the key
 * of the kind's schema, and the `$patch`, `$retainKeys`, `$deleteFromPrimitiveList` and
 * `$setElementOrder` directives are followed.
 */
export function strategicMergePatch(
  kind: ResourceKind,
  live: unknown,
  patch: unknown,
): unknown {
  if (!isRecord(patch)) {
    return patch;
  }
  const { $patch, $retainKeys, ...fields } = patch;
  if ($patch === 'delete') {
    return undefined;
  }
  let result: Record<string, any> =
    isRecord(live) && $patch !== 'replace' ? { ...live } : {};
  const orders: Array<[field: string, order: unknown]> = [];
  for (const [name, value] of Object.entries(fields)) {
    const [directive, field] = name.split('/');
    if (directive === '$setElementOrder') {
      orders.push([field, value]);
    } else if (directive === '$deleteFromPrimitiveList') {
      result[field] = (result[field] ?? []).filter(
        (item: unknown) => !(value as unknown[]).includes(item),
      );
    } else if (value === null) {
      delete result[name];
    } else if (Array.isArray(value)) {
      result[name] = mergeList(kind, name, result[name], value);
    } else {
      const merged = strategicMergePatch(kind, result[name], value);
      if (merged === undefined) {
        delete result[name];
      } else {
        result[name] = merged;
      }
    }
  }
  for (const [field, order] of orders) {
    const key = mergeKey(kind, field);
    result[field] = orderLike(result[field] ?? [], order, (item, wanted) =>
      key && isRecord(item) && isRecord(wanted)
        ? item[key] === wanted[key]
        : isDeepStrictEqual(item, wanted),
    );
  }
  if (Array.isArray($retainKeys)) {
    result = Object.fromEntries(
      Object.entries(result).filter(([name]) => $retainKeys.includes(name)),
    );
  }
  return result;
}
