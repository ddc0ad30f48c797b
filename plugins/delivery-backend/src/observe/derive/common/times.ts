/** The latest of the times that are known. Times are RFC 3339 in UTC, as Kubernetes writes them. */
export function latest(
  ...times: Array<string | undefined>
): string | undefined {
  return times.reduce<string | undefined>(
    (found, time) =>
      time !== undefined &&
      (found === undefined || millis(time) > millis(found))
        ? time
        : found,
    undefined,
  );
}

/** The earliest of the times that are known. */
export function earliest(
  ...times: Array<string | undefined>
): string | undefined {
  return times.reduce<string | undefined>(
    (found, time) =>
      time !== undefined &&
      (found === undefined || millis(time) < millis(found))
        ? time
        : found,
    undefined,
  );
}

export function millis(time: string): number {
  return Date.parse(time);
}

/** Whether `time` is known and at least `seconds` before `now`. */
export function isPast(
  time: string | undefined,
  seconds: number,
  now: Date,
): boolean {
  return time !== undefined && now.getTime() - millis(time) >= seconds * 1000;
}

export function addSeconds(time: string, seconds: number): string {
  return new Date(millis(time) + seconds * 1000).toISOString();
}

/** `45 s`, `5 min`, `1 h 30 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const parts: Array<[number, string]> = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [whole % 60, 's'],
  ];
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}
