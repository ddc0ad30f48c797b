import type { StoredObject } from '../../world/seams.ts';
import type { IgnoreDifference } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { refOf } from '../model/Manifest.ts';
import { differs } from './findDifference.ts';
import { hasDroppedField } from './findDroppedField.ts';
import { mergesDifferently } from './mergesDifferently.ts';

function withoutPointer(object: any, [key, ...rest]: string[]): any {
  if (object === undefined || object === null || typeof object !== 'object') {
    return object;
  }
  if (Array.isArray(object)) {
    const index = Number(key);
    return rest.length === 0
      ? object.filter((_, each) => each !== index)
      : object.map((value, each) =>
          each === index ? withoutPointer(value, rest) : value,
        );
  }
  const { [key]: found, ...others } = object;
  return rest.length === 0 || found === undefined
    ? others
    : { ...others, [key]: withoutPointer(found, rest) };
}

function pointersFor(
  ignored: IgnoreDifference[],
  target: Manifest,
): string[][] {
  const { group, kind, namespace, name } = refOf(target);
  return ignored
    .filter(
      rule =>
        (rule.group ?? '') === group &&
        rule.kind === kind &&
        (!rule.name || rule.name === name) &&
        (!rule.namespace || rule.namespace === namespace),
    )
    .flatMap(rule => rule.jsonPointers ?? [])
    .map(pointer =>
      pointer
        .split('/')
        .slice(1)
        .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~')),
    );
}

/** Text of a Secret is compared as the cluster keeps it. */
function encodeSecret(target: Manifest): Manifest {
  if (target.kind !== 'Secret' || !target.stringData) {
    return target;
  }
  const { stringData, ...rest } = target;
  const encoded = Object.entries(stringData as Record<string, string>).map(
    ([key, value]) => [key, Buffer.from(value).toString('base64')],
  );
  return {
    ...rest,
    data: { ...rest.data, ...Object.fromEntries(encoded) },
  } as Manifest;
}

/** What the cluster decides is not compared. */
function comparable(target: Manifest): Manifest {
  const { status: _, ...rest } = encodeSecret(target);
  const { creationTimestamp: __, ...metadata } = rest.metadata;
  return { ...rest, metadata } as Manifest;
}

/** How an Application wants its resources compared. */
export interface CompareRules {
  ignoreDifferences?: IgnoreDifference[];
  /** It is applied server-side, so differences are those of a structured merge. */
  serverSide?: boolean;
}

/** Whether a sync would change the live object. */
export function isModified(
  target: Manifest,
  live: StoredObject,
  { ignoreDifferences: ignored = [], serverSide = false }: CompareRules = {},
): boolean {
  const pointers = pointersFor(ignored, target);
  const strip = (object: unknown) =>
    pointers.reduce((rest, pointer) => withoutPointer(rest, pointer), object);
  const wanted = strip(comparable(target)) as Manifest;
  const found = strip(live) as StoredObject;
  return (
    differs(wanted, found) ||
    hasDroppedField(encodeSecret(target), live) ||
    (serverSide && mergesDifferently(wanted, found))
  );
}
