const seconds: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** `1h 30m`, `90 minutes`, `5` (seconds) → seconds; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+$/.test(text.trim())) {
    return Number(text);
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)];
  const values = parts.map(([, amount, unit]) => {
    const size = /^(min|mins|minutes?)$/i.test(unit)
      ? seconds.m
      : seconds[unit[0].toLowerCase()];
    return size === undefined ? undefined : Number(amount) * size;
  });
  return values.length === 0
    ? undefined
    : values.reduce<number | undefined>(
        (sum, value) =>
          sum === undefined || value === undefined ? undefined : sum + value,
        0,
      );
}
