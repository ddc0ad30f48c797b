import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useReducer, useState } from 'react';
import {
  explain,
  isConflict,
  isForbidden,
  launchesApiRef,
  TakeBackTarget,
} from '../api';
import { reduceTakeBack } from './reduceTakeBack';

/** Leads a take-back, or a decommission, from its preview to its answer. */
export function useTakeBack(target: TakeBackTarget) {
  const api = useApi(launchesApiRef);
  const [phase, dispatch] = useReducer(reduceTakeBack, { kind: 'looking' });
  const [also, setAlso] = useState<string[]>([]);
  const [round, setRound] = useState(0);

  const fail = useCallback((error: unknown) => {
    const reason = explain(error);
    dispatch({ kind: isForbidden(error) ? 'refused' : 'broke', reason });
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    api.previewTakeBack(target, also, { signal }).then(
      preview => dispatch({ kind: 'seen', preview }),
      error => signal.aborted || fail(error),
    );
    return () => controller.abort();
  }, [api, also, round, fail, target]);

  const toggle = (step: string, isAsked: boolean) => {
    dispatch({ kind: 'asked' });
    setAlso(before =>
      isAsked ? [...before, step] : before.filter(one => one !== step),
    );
  };

  const confirm = async () => {
    if (phase.kind !== 'shown') {
      return;
    }
    dispatch({ kind: 'confirmed' });
    try {
      await api.takeBack(target, { basis: phase.preview.basis, also });
      dispatch({ kind: 'accepted' });
    } catch (error) {
      if (isConflict(error)) {
        dispatch({ kind: 'conflicted' });
        setRound(count => count + 1);
      } else {
        fail(error);
      }
    }
  };

  return { phase, also, toggle, confirm };
}
