import { useApi } from '@backstage/frontend-plugin-api';
import {
  PreflightAnswer,
  PreflightRequest,
} from '@slipway/plugin-delivery-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { explain, preflightApiRef } from '../api';

export type PreflightState =
  | { kind: 'idle' }
  /** `last`: what was found before, while it is looked at again. */
  | { kind: 'checking'; last?: PreflightAnswer }
  | { kind: 'checked'; answer: PreflightAnswer }
  | { kind: 'failed'; reason: string };

/** Looks when it is asked to; a look that nobody waits for any more is ended. */
export function usePreflight(): {
  state: PreflightState;
  check: (request: PreflightRequest) => void;
} {
  const api = useApi(preflightApiRef);
  const [state, setState] = useState<PreflightState>({ kind: 'idle' });
  const running = useRef<AbortController>();

  useEffect(() => () => running.current?.abort(), []);

  const check = useCallback(
    (request: PreflightRequest) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const settle = (next: PreflightState) =>
        controller.signal.aborted || setState(next);
      setState(before => ({
        kind: 'checking',
        last: before.kind === 'checked' ? before.answer : undefined,
      }));
      api.preflight(request, { signal: controller.signal }).then(
        answer => settle({ kind: 'checked', answer }),
        error => settle({ kind: 'failed', reason: explain(error) }),
      );
    },
    [api],
  );
  return { state, check };
}
