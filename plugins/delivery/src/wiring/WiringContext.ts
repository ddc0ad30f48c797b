import { createContext, useContext } from 'react';
import { WiringOrder } from './WiringOrder';

/** What the parts of the card need to have something done. */
export interface WiringDesk {
  mayRepair: boolean;
  mayRotate: boolean;
  /** While something is being done, nothing else is ordered. */
  isBusy: boolean;
  /** Asks for an order to be confirmed. */
  order: (order: WiringOrder) => void;
}

export const WiringContext = createContext<WiringDesk | undefined>(undefined);

export function useWiringDesk(): WiringDesk {
  const desk = useContext(WiringContext);
  if (!desk) {
    throw new Error('A part of the wiring was drawn outside of its card.');
  }
  return desk;
}
