import { Phrase, phrase } from '../translation';

const DAY = 24 * 60 * 60_000;

/** A credential's end as the person's own date; forges tell a date, which begins and ends in UTC. */
export function presentDate(at: string): string {
  return new Date(at).toLocaleDateString(undefined, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
}

/** When a credential ends, counted in days. */
export function presentExpiry(
  expiresAt: string | undefined,
  nowMs: number,
): Phrase {
  const end = expiresAt ? Date.parse(expiresAt) : NaN;
  if (expiresAt === undefined || Number.isNaN(end)) {
    return phrase('wiring.ends.never');
  }
  const date = presentDate(expiresAt);
  if (end <= nowMs) {
    return phrase('wiring.ends.ended', { date });
  }
  const days = Math.floor(end / DAY) - Math.floor(nowMs / DAY);
  return days === 0
    ? phrase('wiring.ends.today')
    : phrase('wiring.ends.inDays', { count: days, date });
}
