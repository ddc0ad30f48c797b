/**
 * After how many milliseconds an Application is looked at again by itself: when its comparison is too
 * old. A look that came a moment too early would else put the next one off by as much again.
 */
export function deriveNextLook(options: {
  reconciledAt: string | undefined;
  now: Date;
  resyncSeconds: number;
}): number {
  const { reconciledAt, now, resyncSeconds } = options;
  const resync = resyncSeconds * 1_000;
  const left = Date.parse(reconciledAt ?? '') + resync - now.getTime();
  return left > 0 ? left : resync;
}
