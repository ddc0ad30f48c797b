import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { explain, ReadWiringList, wiringApiRef } from '../api';

const EVERY_MS = 15_000;

export type WiringListState =
  | { kind: 'loading' }
  | { kind: 'error'; reason: string }
  /** `reason`: why the last look failed, so that what is shown may be old. */
  | { kind: 'shown'; list: ReadWiringList; reason?: string };

/** The wiring of all services, looked at again and again while the page is open. */
export function useWiringList(): {
  state: WiringListState;
  refresh: () => void;
} {
  const api = useApi(wiringApiRef);
  const [state, setState] = useState<WiringListState>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound(count => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      try {
        const list = await api.getWiringList({ signal });
        if (!signal.aborted) {
          setState({ kind: 'shown', list });
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        const reason = explain(error);
        setState(before =>
          before.kind === 'shown'
            ? { ...before, reason }
            : { kind: 'error', reason },
        );
      }
      if (!signal.aborted) {
        timer = setTimeout(look, EVERY_MS);
      }
    };
    void look();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [api, round]);

  return { state, refresh };
}
