import { randomInt } from 'node:crypto';

// Without vowels and look-alikes, as Kubernetes takes them.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The end of a generated name: `x7k2p`. */
export function randomSuffix(length = 5): string {
  return Array.from(
    { length },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
}
