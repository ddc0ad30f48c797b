import { durationSeconds } from '../../rollouts/model/defaults.ts';
import type { RetryStrategy } from '../model/Application.ts';

/** When an operation that has failed so many times is tried again. */
export function nextRetryAt(
  retry: RetryStrategy | undefined,
  lastAttempt: Date,
  retryCount: number,
): Date {
  const {
    duration = '5s',
    factor = 2,
    maxDuration = '3m',
  } = retry?.backoff ?? {};
  const seconds = Math.min(
    durationSeconds(duration) * factor ** retryCount,
    durationSeconds(maxDuration),
  );
  return new Date(lastAttempt.getTime() + seconds * 1_000);
}

/** `1:52PM`, in UTC as the controller runs. */
export function kitchenTime(time: Date): string {
  const hours = time.getUTCHours();
  const minutes = String(time.getUTCMinutes()).padStart(2, '0');
  return `${hours % 12 || 12}:${minutes}${hours < 12 ? 'AM' : 'PM'}`;
}

/** Whether a failure is followed by another attempt. */
export function mayRetry(
  retry: RetryStrategy | undefined,
  retryCount: number,
): boolean {
  const limit = retry?.limit ?? 0;
  return limit < 0 || retryCount < limit;
}
