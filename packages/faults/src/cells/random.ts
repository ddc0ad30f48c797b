/** Numbers from 0 up to 1 that are the same for the same text, on every machine (mulberry32). */
export function randomOf(text: string): () => number {
  let state = 2166136261;
  for (const character of text) {
    state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: () => number, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)];
}

/** All of them, in another order. */
export function shuffled<T>(random: () => number, all: readonly T[]): T[] {
  return all
    .map(one => ({ one, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}
