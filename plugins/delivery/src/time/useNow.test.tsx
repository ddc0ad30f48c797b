import { act, renderHook } from '@testing-library/react';
import { Ticker } from './Ticker';
import { useNow } from './useNow';

describe('useNow', () => {
  beforeEach(() =>
    jest.useFakeTimers().setSystemTime(new Date('2026-11-21T12:00:00Z')),
  );
  afterEach(() => jest.useRealTimers());

  it('ticks in steps of its interval', () => {
    const start = Date.now();
    const { result } = renderHook(() => useNow(10_000));
    act(() => jest.advanceTimersByTime(9_000));
    expect(result.current).toBe(start);
    act(() => jest.advanceTimersByTime(1_000));
    expect(result.current).toBe(start + 10_000);
  });
});

describe('Ticker', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs one timer for all, and none when nobody listens', () => {
    const ticker = new Ticker(1000);
    const heard: string[] = [];
    const leaveA = ticker.subscribe(() => heard.push('a'));
    const leaveB = ticker.subscribe(() => heard.push('b'));
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1000);
    expect(heard).toEqual(['a', 'b']);
    leaveA();
    leaveB();
    expect(jest.getTimerCount()).toBe(0);
  });
});
