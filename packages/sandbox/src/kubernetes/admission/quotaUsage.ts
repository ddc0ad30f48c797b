import type { StoredObject } from '../../world/seams.ts';
import { formatQuantity, parseQuantity } from '../quantity/parseQuantity.ts';
import { findKind } from '../resources/servedResources.ts';

type Usage = Record<string, number>;

/** `requests.cpu` for the plain `cpu` of a quota. */
function podResource(
  name: string,
): [list: string, resource: string] | undefined {
  const [list, resource] = name.includes('.')
    ? name.split('.', 2)
    : ['requests', name];
  return ['requests', 'limits'].includes(list) &&
    ['cpu', 'memory', 'ephemeral-storage'].includes(resource)
    ? [list, resource]
    : undefined;
}

/** What one object counts for under a quota's names. */
export function usageOf(object: StoredObject, names: string[]): Usage {
  const kind = findKind(object.apiVersion, object.kind);
  const usage: Usage = {};
  if (!kind) {
    return usage;
  }
  const isPod = kind.kind === 'Pod';
  const counted = kind.group
    ? `count/${kind.plural}.${kind.group}`
    : `count/${kind.plural}`;
  // A pod that has ended holds nothing any more.
  const ended = isPod && ['Succeeded', 'Failed'].includes(object.status?.phase);
  for (const name of names) {
    if (name === counted || (name === kind.plural && !ended && !kind.group)) {
      usage[name] = 1;
    }
    const resource = isPod && !ended ? podResource(name) : undefined;
    if (resource) {
      usage[name] = (object.spec?.containers ?? []).reduce(
        (sum: number, container: any) =>
          sum +
          (parseQuantity(
            container.resources?.[resource[0]]?.[resource[1]] ?? 0,
          ) ?? 0),
        0,
      );
    }
  }
  return usage;
}

/** What a namespace's objects come to under a quota. */
export function sumUsage(objects: StoredObject[], names: string[]): Usage {
  const sum: Usage = Object.fromEntries(names.map(name => [name, 0]));
  for (const object of objects) {
    for (const [name, amount] of Object.entries(usageOf(object, names))) {
      sum[name] += amount;
    }
  }
  return sum;
}

export function formatUsage(usage: Usage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(usage).map(([name, amount]) => [
      name,
      formatQuantity(amount, /memory|storage/.test(name)),
    ]),
  );
}

function unspecified(pod: StoredObject, names: string[]): string[] {
  return names.flatMap(name => {
    const resource = podResource(name);
    const without = resource
      ? (pod.spec?.containers ?? []).filter(
          (container: any) =>
            container.resources?.[resource[0]]?.[resource[1]] === undefined,
        )
      : [];
    return without.length > 0
      ? [
          `${name} for: ${without
            .map((container: any) => container.name)
            .join(',')}`,
        ]
      : [];
  });
}

function print(usage: Record<string, string>, names: string[]): string {
  return names.map(name => `${name}=${usage[name]}`).join(',');
}

/** Why a quota does not admit a new object, in the API server's words; undefined if it does. */
export function findQuotaFault(
  quota: StoredObject,
  object: StoredObject,
  others: StoredObject[],
): string | undefined {
  const hard: Record<string, string> = quota.spec?.hard ?? {};
  const names = Object.keys(hard).sort();
  if (object.kind === 'Pod') {
    const missing = unspecified(object, names);
    if (missing.length > 0) {
      return `failed quota: ${quota.metadata.name}: must specify ${missing.join(
        '; ',
      )}`;
    }
  }
  const requested = usageOf(object, names);
  const used = sumUsage(others, names);
  const exceeded = Object.keys(requested).filter(
    name =>
      used[name] + requested[name] > (parseQuantity(hard[name]) ?? Infinity),
  );
  if (exceeded.length === 0) {
    return undefined;
  }
  return `exceeded quota: ${quota.metadata.name}, requested: ${print(
    formatUsage(requested),
    exceeded,
  )}, used: ${print(formatUsage(used), exceeded)}, limited: ${print(
    hard,
    exceeded,
  )}`;
}
