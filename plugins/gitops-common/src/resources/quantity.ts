import { InputError } from '@backstage/errors';

const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number that a Kubernetes quantity stands for: cores, bytes or a count.
 *
 * @public
 */
export function parseQuantity(text: string | number): number {
  const match = /^([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?)([a-zA-Z]{0,2})$/.exec(
    String(text).trim(),
  );
  const factor = match ? factors[match[2]] : undefined;
  if (!match || factor === undefined) {
    throw new InputError(
      `"${text}" is not a quantity; one is a number with a unit, such as 250m or 128Mi`,
    );
  }
  return Number(match[1]) * factor;
}
