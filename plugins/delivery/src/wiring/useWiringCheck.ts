import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { explain, wiringApiRef } from '../api';

export type CheckState =
  | { kind: 'idle' }
  | { kind: 'sending' }
  | { kind: 'failed'; reason: string };

/** Has the wiring checked now; what comes of it is told like any other change. */
export function useWiringCheck(entityRef: string, refresh: () => void) {
  const api = useApi(wiringApiRef);
  const [state, setState] = useState<CheckState>({ kind: 'idle' });
  const check = async () => {
    setState({ kind: 'sending' });
    try {
      await api.check(entityRef);
      setState({ kind: 'idle' });
      refresh();
    } catch (error) {
      setState({ kind: 'failed', reason: explain(error) });
    }
  };
  return { state, check };
}
