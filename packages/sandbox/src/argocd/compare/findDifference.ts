import { sameQuantity } from './sameQuantity.ts';

/** What makes two elements of a list the same one, where the list says so. */
const LIST_KEYS: Record<string, string[][]> = {
  ports: [['containerPort', 'protocol'], ['port', 'protocol'], ['name']],
  env: [['name']],
  containers: [['name']],
  initContainers: [['name']],
  volumes: [['name']],
  volumeMounts: [['mountPath']],
  imagePullSecrets: [['name']],
  metrics: [['name']],
  args: [],
  command: [],
};

function isRecord(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.values(value).every(isEmpty))
  );
}

function identify(element: unknown, keys: string[]): string | undefined {
  if (!isRecord(element) || element[keys[0]] === undefined) {
    return undefined;
  }
  return JSON.stringify(
    keys.map(key => element[key] ?? (key === 'protocol' ? 'TCP' : undefined)),
  );
}

function differsInList(
  target: unknown[],
  live: unknown[],
  path: string[],
): boolean {
  if (target.length !== live.length) {
    return true;
  }
  const name = path.at(-1) ?? '';
  const keys = (LIST_KEYS[name] ?? [['name']]).find(
    candidate =>
      target.every(each => identify(each, candidate) !== undefined) &&
      new Set(target.map(each => identify(each, candidate))).size ===
        target.length,
  );
  return target.some((element, index) => {
    const counterpart = keys
      ? live.find(each => identify(each, keys) === identify(element, keys))
      : live[index];
    return differs(element, counterpart, [...path, String(index)]);
  });
}

/**
 * Whether what is wanted is not what is there. Only what the manifest sets counts: what the
 * cluster or a controller has added beside it does not, and nor do zero values that are left out.
 */
export function differs(
  target: unknown,
  live: unknown,
  path: string[] = [],
): boolean {
  if (isEmpty(target) && isEmpty(live)) {
    return false;
  }
  if (Array.isArray(target)) {
    return !Array.isArray(live) || differsInList(target, live, path);
  }
  if (isRecord(target)) {
    return (
      !isRecord(live) ||
      Object.keys(target).some(key =>
        differs(target[key], live[key], [...path, key]),
      )
    );
  }
  return target !== live && !sameQuantity(target, live);
}
