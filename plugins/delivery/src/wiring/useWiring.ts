import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { wiringSignalChannel } from '@slipway/plugin-delivery-common';
import { useCallback, useEffect, useReducer, useState } from 'react';
import {
  explain,
  isForbidden,
  isNotFound,
  readRetryAfter,
  wiringApiRef,
} from '../api';
import { planNextFetch } from '../store';
import { reduceWiring, WiringEvent, WiringState } from './WiringState';

/** While something is being done to the wiring; signals tell of it too, and may be lost. */
const BUSY_MS = 3000;

const WAKING = ['focus', 'online'];

/** The wiring of a service, looked at again whenever something may have changed. */
export function useWiring(entityRef: string): {
  state: WiringState;
  refresh: () => void;
} {
  const api = useApi(wiringApiRef);
  // A portal without the signals plugin is told of nothing and asks more often instead.
  const signals = useApiHolder().get(signalApiRef);
  const hasSignals = Boolean(signals);
  const [state, dispatch] = useReducer(reduceWiring, { kind: 'loading' });
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound(count => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout>;
    let failures = 0;
    const look = async () => {
      let isBusy = false;
      let retryAfterMs: number | undefined;
      try {
        const health = await api.getWiring(entityRef, { signal });
        if (signal.aborted) {
          return;
        }
        failures = 0;
        isBusy = Boolean(health.work);
        dispatch({ kind: 'seen', health });
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        const event = readFailure(error);
        failures = event.kind === 'failed' ? failures + 1 : 0;
        retryAfterMs = readRetryAfter(error, Date.now());
        dispatch(event);
      }
      const random = Math.random();
      const history = { failures, retryAfterMs, hasSignals, random };
      const waitMs = isBusy
        ? BUSY_MS
        : planNextFetch({ ...history, olderInARow: 0 });
      timer = setTimeout(look, waitMs);
    };
    void look();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [api, entityRef, hasSignals, round]);

  useEffect(() => {
    WAKING.forEach(event => window.addEventListener(event, refresh));
    const channel = wiringSignalChannel(entityRef);
    const subscriber = signals?.subscribe(channel, refresh);
    return () => {
      WAKING.forEach(event => window.removeEventListener(event, refresh));
      subscriber?.unsubscribe();
    };
  }, [signals, entityRef, refresh]);

  return { state, refresh };
}

function readFailure(error: unknown): WiringEvent {
  if (isForbidden(error)) {
    return { kind: 'forbidden' };
  }
  return isNotFound(error)
    ? { kind: 'not-found' }
    : { kind: 'failed', reason: explain(error) };
}
