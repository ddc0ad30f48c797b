import { WiringHealth, WiringItem } from '@slipway/plugin-delivery-common';

/** What somebody wants to have done to the wiring of a service. */
export type WiringOrder =
  /** Without `item`: all that a repair can mend. */
  | { kind: 'repair'; item?: string }
  | { kind: 'rotate'; item: string; what: string; name: string };

/** What a confirmation is asked for, as it was seen then. */
export interface WiringQuestion {
  basis: string;
  items: WiringItem[];
}

export const isRepairable = (item: WiringItem) =>
  item.findings.some(({ mend }) => mend === 'repair');

/** What an order comes to now: no items where there is nothing left to do. */
export function deriveQuestion(
  order: WiringOrder,
  health: WiringHealth,
): WiringQuestion {
  const { basis, items } = health;
  switch (order.kind) {
    case 'repair': {
      const isMeant = ({ key }: WiringItem) =>
        order.item === undefined || order.item === key;
      return {
        basis,
        items: items.filter(item => isMeant(item) && isRepairable(item)),
      };
    }
    case 'rotate':
      return {
        basis,
        items: items.filter(
          ({ key, canRotate }) => key === order.item && canRotate,
        ),
      };
    default:
      throw new TypeError(`Not an order: ${order satisfies never}`);
  }
}
