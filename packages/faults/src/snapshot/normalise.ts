/** What differs from launch to launch, by a word for what it is. */
const passing: Array<[RegExp, string]> = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UUID'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, 'TIME'],
  [/\bsha256:[0-9a-f]{64}\b/g, 'DIGEST'],
  [/\b[0-9a-f]{40}\b/g, 'COMMIT'],
  [/\b[0-9a-f]{7,8}-\d+\b/g, 'TAG'],
  // Keys and tokens, as they are called beside what uses them.
  [/#\d+\b/g, '#N'],
  [/\b(pipelines|runs|job|jobs)\/\d+/g, '$1/N'],
];

/** A text in which the names and numbers of one launch are those of any. */
export function normalise(text: string, service: string): string {
  return passing.reduce(
    (result, [pattern, word]) => result.replace(pattern, word),
    text.replaceAll(service, 'SERVICE'),
  );
}

/** JSON with its keys in order. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

/** What is in one and not in the other, and the other way round. */
export function differences(
  wanted: readonly string[],
  found: readonly string[],
): string[] {
  const surplus = [...found];
  const missing = wanted.filter(line => {
    const index = surplus.indexOf(line);
    if (index >= 0) {
      surplus.splice(index, 1);
    }
    return index < 0;
  });
  return [
    ...missing.map(line => `missing: ${line}`),
    ...surplus.map(line => `surplus: ${line}`),
  ];
}
