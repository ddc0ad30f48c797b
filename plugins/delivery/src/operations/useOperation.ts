import {
  OperationOffer,
  OperationTarget,
} from '@slipway/plugin-delivery-common';
import { useCallback, useReducer, useState } from 'react';
import { explain, isConflict, isForbidden } from '../api';
import { useOperations } from './OperationsContext';
import { deriveOffer, reduceOperation } from './reduceOperation';

/** Leads one operation at a time from its offer to its answer. */
export function useOperation(
  target: OperationTarget,
  offers: OperationOffer[],
) {
  const { operate, refresh } = useOperations();
  const [phase, dispatch] = useReducer(reduceOperation, { kind: 'closed' });
  const [accepted, setAccepted] = useState<OperationOffer>();

  const open = useCallback((offer: OperationOffer) => {
    setAccepted(undefined);
    dispatch({ kind: 'opened', offer });
  }, []);

  const dismiss = useCallback(() => dispatch({ kind: 'dismissed' }), []);

  const confirm = async (offer: OperationOffer, reason: string) => {
    dispatch({ kind: 'confirmed', offer });
    try {
      await operate({
        kind: offer.kind,
        target,
        basis: offer.basis,
        ...(reason.trim() && { reason: reason.trim() }),
      });
      setAccepted(offer);
      dispatch({ kind: 'accepted' });
      await refresh();
    } catch (error) {
      if (isConflict(error)) {
        dispatch({ kind: 'conflicted', reason: explain(error) });
        await refresh();
        dispatch({ kind: 'fetched' });
      } else if (isForbidden(error)) {
        dispatch({ kind: 'forbidden', reason: explain(error) });
      } else {
        dispatch({ kind: 'broke', reason: explain(error) });
      }
    }
  };

  return {
    phase,
    offer: deriveOffer(phase, offers),
    accepted,
    open,
    dismiss,
    confirm,
  };
}
