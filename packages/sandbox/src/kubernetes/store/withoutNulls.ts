import { isRecord } from '../merge/isRecord.ts';

/** What a null in a manifest means to the API server: nothing. */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(item => withoutNulls(item)) as T;
  }
  return isRecord(value)
    ? (Object.fromEntries(
        Object.entries(value)
          .filter(([, child]) => child !== null)
          .map(([key, child]) => [key, withoutNulls(child)]),
      ) as T)
    : value;
}
