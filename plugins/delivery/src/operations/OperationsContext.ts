import { OperationRequest } from '@slipway/plugin-delivery-common';
import { createContext, useContext } from 'react';

/** What the cards need to act on a service. */
export interface Operations {
  operate(request: OperationRequest): Promise<unknown>;
  /** Fetches the state that is current now. */
  refresh(): Promise<void>;
  /** Who owns the service, for those who may not act on it. */
  owners: string[];
}

export const OperationsContext = createContext<Operations | undefined>(
  undefined,
);

export function useOperations(): Operations {
  const operations = useContext(OperationsContext);
  if (!operations) {
    throw new Error('An operation was drawn outside of a card of a service.');
  }
  return operations;
}
