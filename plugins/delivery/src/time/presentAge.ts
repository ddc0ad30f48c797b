import { Phrase, phrase } from '../translation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in one unit. What lies ahead, as with clocks that differ, counts as just now. */
export function presentAge(sinceMs: number, nowMs: number): Phrase {
  const age = Math.max(0, nowMs - sinceMs);
  if (age < MINUTE) {
    return phrase('frame.age.moment');
  }
  if (age < HOUR) {
    return phrase('frame.age.minutes', { count: Math.floor(age / MINUTE) });
  }
  if (age < DAY) {
    return phrase('frame.age.hours', { count: Math.floor(age / HOUR) });
  }
  return phrase('frame.age.days', { count: Math.floor(age / DAY) });
}

/** A length of time in its two largest units. */
export function presentDuration(lengthMs: number): Phrase {
  const whole = Math.max(0, Math.floor(lengthMs / 1000));
  const seconds = whole % 60;
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  if (hours > 0) {
    return phrase('frame.duration.hours', { hours, minutes });
  }
  if (minutes > 0) {
    return phrase('frame.duration.minutes', { minutes, seconds });
  }
  return phrase('frame.duration.seconds', { seconds });
}
