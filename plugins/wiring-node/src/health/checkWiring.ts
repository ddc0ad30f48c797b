import { NotImplementedError } from '@backstage/errors';
import {
  WiringCheckInput,
  WiringCheckRun,
  WiringHealthDeps,
} from './WiringInput';
import { WiringReport } from './WiringReport';

/**
 * Looks at every item of a service's wiring: whether it is there, whether it fits, and whether it
 * works. Nothing is written, and nothing of a value leaves.
 *
 * @public
 */
export async function checkWiring(
  _run: WiringCheckRun,
  _deps: WiringHealthDeps,
  input: WiringCheckInput,
): Promise<WiringReport> {
  throw new NotImplementedError(
    `The wiring of ${input.service} cannot be looked at yet`,
  );
}
