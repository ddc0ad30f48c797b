import { KubernetesApiError } from '../../world/seams.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import { isRecord } from './isRecord.ts';
import { type FieldStructure, fieldStructure } from './fieldStructure.ts';

/** A value in an object, with its way from the root. */
export interface Place {
  kind: ResourceKind;
  /** Names of the fields, without list items. */
  fields: readonly string[];
}

const keyDefaults: Record<string, unknown> = { protocol: 'TCP' };

export function placeOf(kind: ResourceKind): Place {
  return { kind, fields: [] };
}

export function structureOf(place: Place, value: unknown): FieldStructure {
  return place.fields.length === 0
    ? { type: 'map' }
    : fieldStructure(place.kind, place.fields, value);
}

/** Where the child under this path element is. */
export function childPlace(place: Place, element: string): Place {
  return element.startsWith('f:')
    ? { kind: place.kind, fields: [...place.fields, element.slice(2)] }
    : place;
}

function keyElement(
  item: unknown,
  keys: readonly string[],
  place: Place,
  index: number,
): string {
  const values: Record<string, unknown> = {};
  for (const key of [...keys].sort()) {
    const value = isRecord(item) ? item[key] ?? keyDefaults[key] : undefined;
    if (value === undefined) {
      throw new KubernetesApiError(
        500,
        'InternalError',
        `failed to create typed patch object: .${place.fields.join(
          '.',
        )}[${index}]: associative list with keys has an element that omits key field "${key}" (and doesn't have default value)`,
      );
    }
    values[key] = value;
  }
  return `k:${JSON.stringify(values)}`;
}

/**
 * The parts of a value that are merged on their own, by path element; undefined for a value that
 * is only ever taken as a whole.
 */
export function childrenOf(
  place: Place,
  value: unknown,
): Map<string, unknown> | undefined {
  const structure = structureOf(place, value);
  switch (structure.type) {
    case 'atomic':
      return undefined;
    case 'map':
      return isRecord(value)
        ? new Map(
            Object.entries(value)
              .filter(([, child]) => child !== undefined)
              .map(([key, child]) => [`f:${key}`, child]),
          )
        : undefined;
    case 'set':
      return new Map(
        (value as unknown[]).map(item => [`v:${JSON.stringify(item)}`, item]),
      );
    case 'list': {
      const children = new Map<string, unknown>();
      (value as unknown[]).forEach((item, index) => {
        children.set(keyElement(item, structure.keys, place, index), item);
      });
      return children;
    }
    default:
      return structure satisfies never;
  }
}

/** The value that these children make up; the counterpart of {@link childrenOf}. */
export function assemble(
  structure: FieldStructure,
  children: Map<string, unknown>,
): unknown {
  if (structure.type === 'map') {
    return Object.fromEntries(
      [...children].map(([element, child]) => [element.slice(2), child]),
    );
  }
  return [...children.values()];
}
