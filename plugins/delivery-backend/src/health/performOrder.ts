import { LoggerService } from '@backstage/backend-plugin-api';
import { Outcome } from '@slipway/plugin-wiring-node';
import { LaunchLedger } from '../ledger';
import { WiringHands } from './WiringHands';
import { WiringOrder } from './WiringOrder';

/** Does what was ordered, in a run that writes into the ledger. */
export async function performOrder(
  order: WiringOrder,
  services: {
    hands: Pick<WiringHands, 'repair' | 'rotate'>;
    ledger: LaunchLedger;
    logger: LoggerService;
  },
  signal: AbortSignal,
): Promise<Outcome[]> {
  const { hands, ledger, logger } = services;
  const { id, kind, service, entityRef, things } = order;
  const run = {
    logger: logger.child({ launch: id, service }),
    signal,
    // What is taken up again is done again: it finds what there is.
    checkpoint: async <T>({ fn }: { fn: () => Promise<T> }) => fn(),
    ledger: ledger.of(id),
  };
  switch (kind) {
    case 'repair': {
      const entries = (await ledger.entriesOf(entityRef)).filter(
        ({ status }) => status !== 'taken-back',
      );
      return hands.repair(run, { service, entityRef, entries, things });
    }
    case 'rotate':
      return hands.rotate(run, { service, thing: things[0] });
    default:
      throw new TypeError(`Not a kind of work: ${kind satisfies never}`);
  }
}
