import { useCallback, useSyncExternalStore } from 'react';
import { Ticker } from './Ticker';

const ticker = new Ticker(1000);

/**
 * The time in milliseconds, in steps of `intervalMs`: a component that shows minutes is drawn once
 * in a while, one that counts down each second.
 */
export function useNow(intervalMs: number): number {
  const read = useCallback(
    () => Math.floor(Date.now() / intervalMs) * intervalMs,
    [intervalMs],
  );
  return useSyncExternalStore(ticker.subscribe, read, read);
}
