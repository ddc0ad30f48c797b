import { isDeepStrictEqual } from 'node:util';
import type { StoredObject } from '../../world/seams.ts';
import type { Manifest } from '../model/Manifest.ts';
import { refOf } from '../model/Manifest.ts';

/** Groups whose kinds Argo CD knows, so that it fills in their defaults itself. */
const known = /^$|^(apps|batch|autoscaling|policy)$|\.k8s\.io$/;

/** Fields that are merged as one, though they are maps. */
const atomic: Record<string, string[][]> = {
  Service: [['spec', 'selector']],
};

/**
 * What only a structured merge sees, by which Argo CD compares when the Application asks for
 * server-side apply: it foresees what an apply would leave, of a field that is one also what
 * others have added, and of a kind that it does not know no default.
 */
export function mergesDifferently(
  target: Manifest,
  live: StoredObject,
): boolean {
  const { group, kind } = refOf(target);
  return (
    (atomic[kind] ?? []).some(path => {
      const wanted = at(target, path);
      return wanted !== undefined && !isDeepStrictEqual(wanted, at(live, path));
    }) ||
    (!known.test(group) && missesProtocol(target.spec, live.spec))
  );
}

/** A port is told from others by its protocol, which a cluster fills in. */
function missesProtocol(target: unknown, live: unknown): boolean {
  if (Array.isArray(target)) {
    return (
      Array.isArray(live) &&
      target.some((each, index) => missesProtocol(each, live[index]))
    );
  }
  if (!isRecord(target) || !isRecord(live)) {
    return false;
  }
  return (
    (target.containerPort !== undefined &&
      target.protocol === undefined &&
      live.protocol !== undefined) ||
    Object.keys(target).some(key => missesProtocol(target[key], live[key]))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(object: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[key] : undefined),
    object,
  );
}
