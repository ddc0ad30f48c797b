import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useReducer } from 'react';
import { explain, isConflict, isForbidden, wiringApiRef } from '../api';
import { deriveOffer, reduceOrder } from './reduceOrder';
import { WiringOrder, WiringQuestion } from './WiringOrder';
import { WiringState } from './WiringState';

/** Leads one order at a time from its question to its answer. */
export function useWiringOrder(
  entityRef: string,
  shown: Extract<WiringState, { kind: 'shown' }>,
  refresh: () => void,
) {
  const api = useApi(wiringApiRef);
  const [phase, dispatch] = useReducer(reduceOrder, { kind: 'closed' });
  const { health, look } = shown;

  const open = (order: WiringOrder) =>
    dispatch({ kind: 'opened', order, health });
  const dismiss = useCallback(() => dispatch({ kind: 'dismissed' }), []);

  const confirm = async (question: WiringQuestion) => {
    if (phase.kind === 'closed') {
      return;
    }
    dispatch({ kind: 'confirmed', question });
    const { basis, items } = question;
    const keys = items.map(({ key }) => key);
    try {
      await (phase.order.kind === 'repair'
        ? api.repair(entityRef, { basis, items: keys })
        : api.rotate(entityRef, { basis, item: phase.order.item }));
      dispatch({ kind: 'accepted', before: health.lastWork?.startedAt });
      refresh();
    } catch (error) {
      const reason = explain(error);
      if (isConflict(error)) {
        dispatch({ kind: 'conflicted', look, reason });
        refresh();
      } else {
        dispatch({ kind: isForbidden(error) ? 'refused' : 'broke', reason });
      }
    }
  };

  return { phase, offer: deriveOffer(phase, shown), open, dismiss, confirm };
}
