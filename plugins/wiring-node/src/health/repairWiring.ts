import { NotImplementedError } from '@backstage/errors';
import { Outcome, RunContext, WiringDeps } from '../run';
import { WiringRepairInput } from './WiringInput';

/**
 * Brings items of a service's wiring back into their wanted state, by the same reconcile as a launch.
 *
 * @public
 */
export async function repairWiring(
  _run: RunContext,
  _deps: WiringDeps,
  input: WiringRepairInput,
): Promise<Outcome[]> {
  throw new NotImplementedError(
    `The wiring of ${input.service} cannot be repaired yet`,
  );
}
