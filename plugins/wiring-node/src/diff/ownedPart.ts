import { parseQuantity } from '@slipway/plugin-gitops-common';
import { isFields } from './maskObject';

/**
 * The part of what is there that the wanted value speaks of, as a server-side apply would see it: what
 * the server has added, or others have, is left out. Elements of lists keep their places; those that
 * are not wanted are kept whole, because writing takes them away.
 */
export function ownedPart(current: unknown, wanted: unknown): unknown {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(current)) {
      return isNothing(current) && wanted.length === 0 ? wanted : current;
    }
    const named = wanted.every(nameOf);
    return current.map((element, index) => {
      const match = named
        ? wanted.find(one => nameOf(one) === nameOf(element))
        : wanted[index];
      return match === undefined ? element : ownedPart(element, match);
    });
  }
  if (isFields(wanted)) {
    if (!isFields(current)) {
      return isNothing(current) && Object.keys(wanted).length === 0
        ? wanted
        : current;
    }
    return Object.fromEntries(
      Object.entries(wanted).flatMap(([key, value]) => {
        const inner = ownedPart(current[key], value);
        return inner === undefined ? [] : [[key, inner]];
      }),
    );
  }
  return isNothing(wanted) && isNothing(current) ? wanted : current;
}

const quantityFields = new Set(['limits', 'requests', 'hard']);

/** What is there, with amounts written as they are wanted: `1000m` is `1`. */
export function withWantedAmounts(
  current: unknown,
  wanted: unknown,
  amounts = false,
): unknown {
  if (Array.isArray(current) && Array.isArray(wanted)) {
    return current.map((element, index) =>
      withWantedAmounts(
        element,
        nameOf(element)
          ? wanted.find(one => nameOf(one) === nameOf(element))
          : wanted[index],
      ),
    );
  }
  if (isFields(current) && isFields(wanted)) {
    return Object.fromEntries(
      Object.entries(current).map(([key, value]) => [
        key,
        withWantedAmounts(
          value,
          wanted[key],
          amounts || quantityFields.has(key),
        ),
      ]),
    );
  }
  return amounts && sameAmount(current, wanted) ? wanted : current;
}

function sameAmount(a: unknown, b: unknown): boolean {
  const isAmount = (value: unknown): value is string | number =>
    (typeof value === 'string' || typeof value === 'number') &&
    /^\d*\.?\d+([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/.test(String(value));
  return isAmount(a) && isAmount(b) && parseQuantity(a) === parseQuantity(b);
}

function nameOf(value: unknown): string | undefined {
  return isFields(value) && typeof value.name === 'string'
    ? value.name
    : undefined;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}
