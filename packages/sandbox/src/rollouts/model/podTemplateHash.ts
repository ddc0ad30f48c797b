const SAFE_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1a over UTF-8, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** Digits written with letters that spell nothing, as Kubernetes does in names. */
function safeEncode(text: string): string {
  return [...text]
    .map(letter => SAFE_LETTERS[letter.charCodeAt(0) % SAFE_LETTERS.length])
    .join('');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined && each !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, each]) => [key, sortKeys(each)]),
    );
  }
  return value;
}

/** The same for equal values, whatever the order of their keys. */
export function stableHash(value: unknown): string {
  return safeEncode(
    String(fnv1a(JSON.stringify(sortKeys(value)))).padStart(8, '0'),
  );
}

/** The name part and label of the ReplicaSet that runs this template. */
export function podTemplateHash(
  template: unknown,
  collisionCount?: number,
): string {
  return stableHash(collisionCount ? { template, collisionCount } : template);
}
