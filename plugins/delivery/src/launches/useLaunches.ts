import { useApi } from '@backstage/frontend-plugin-api';
import { LaunchSummary } from '@slipway/plugin-delivery-common';
import { useCallback, useEffect, useState } from 'react';
import { explain, launchesApiRef } from '../api';

/** While something is under way, and while nothing is. */
const BUSY_MS = 3000;
const QUIET_MS = 15_000;

export type LaunchesState =
  | { kind: 'loading' }
  | { kind: 'error'; reason: string }
  /** `reason`: why the last look failed, so that what is shown may be old. */
  | { kind: 'shown'; launches: LaunchSummary[]; reason?: string };

/** The launches, looked at again and again while the page is open. */
export function useLaunches(): { state: LaunchesState; refresh: () => void } {
  const api = useApi(launchesApiRef);
  const [state, setState] = useState<LaunchesState>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound(count => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      let isBusy = false;
      try {
        const { signal } = controller;
        const launches = await api.getLaunches({ signal });
        isBusy = launches.some(({ status }) => isUnderWay(status));
        setState({ kind: 'shown', launches });
      } catch (error) {
        if (controller.signal.aborted) {
          return;
        }
        const reason = explain(error);
        setState(before =>
          before.kind === 'shown'
            ? { ...before, reason }
            : { kind: 'error', reason },
        );
      }
      if (!controller.signal.aborted) {
        timer = setTimeout(look, isBusy ? BUSY_MS : QUIET_MS);
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

export function isUnderWay(status: LaunchSummary['status']): boolean {
  return status === 'running' || status === 'taking-back';
}
