const multipliers: Record<string, number> = {
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

/** The amount that `250m`, `128Mi` or `2` stands for; undefined when it is not one. */
export function parseQuantity(value: unknown): number | undefined {
  const match = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([a-zA-Z]{0,2})$/.exec(
    String(value).trim(),
  );
  const multiplier = match ? multipliers[match[2]] : undefined;
  return match && multiplier !== undefined
    ? Number(match[1]) * multiplier
    : undefined;
}

/** The amount as the API writes it: binary units for memory, thousandths for cores. */
export function formatQuantity(amount: number, binary: boolean): string {
  if (binary) {
    for (const unit of ['Ti', 'Gi', 'Mi', 'Ki']) {
      if (amount !== 0 && Number.isInteger(amount / multipliers[unit])) {
        return `${amount / multipliers[unit]}${unit}`;
      }
    }
    return String(Math.ceil(amount));
  }
  const thousandths = Math.round(amount * 1000);
  return thousandths % 1000 === 0
    ? String(thousandths / 1000)
    : `${thousandths}m`;
}
