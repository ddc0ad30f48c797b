/** The seconds in which at least one of these ran; times in which none did are left out. */
export function deriveDuration(
  intervals: Array<{ startedAt: string | null; finishedAt: string | null }>,
): number | null {
  const spans = intervals
    .flatMap(({ startedAt, finishedAt }) =>
      startedAt && finishedAt
        ? [[Date.parse(startedAt), Date.parse(finishedAt)] as const]
        : [],
    )
    .sort((a, b) => a[0] - b[0]);
  if (spans.length === 0) {
    return null;
  }
  let total = 0;
  let end = -Infinity;
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return Math.round(total / 1000);
}
