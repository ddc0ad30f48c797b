const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, child]) => [key, sortKeys(child)]),
      )
    : value;
}

/** A short name for a pod template: equal templates have equal hashes. */
export function templateHash(template: unknown, collisionCount = 0): string {
  const text = JSON.stringify(sortKeys(template)) + collisionCount;
  // FNV-1a, 32 bit.
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return [...String(hash)]
    .map(digit => alphabet[digit.charCodeAt(0) % alphabet.length])
    .join('');
}
