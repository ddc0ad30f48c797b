const SCALE: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

function parse(value: unknown): number | undefined {
  const match = /^([+-]?\d+(?:\.\d+)?)(n|u|m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(
    String(value),
  );
  return match ? Number(match[1]) * SCALE[match[2] ?? ''] : undefined;
}

/** `500m` and `0.5` are the same amount. Two plain words are compared as they are. */
export function sameQuantity(a: unknown, b: unknown): boolean {
  const [first, second] = [parse(a), parse(b)];
  return (
    first !== undefined &&
    second !== undefined &&
    Math.abs(first - second) <= Math.abs(first) * 1e-12
  );
}
