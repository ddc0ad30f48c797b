import { NotImplementedError } from '@backstage/errors';
import { Outcome, RunContext, WiringDeps } from '../run';
import { WiringRotateInput } from './WiringInput';

/**
 * Replaces a credential by a new one, without a moment in which neither works.
 *
 * @public
 */
export async function rotateCredential(
  _run: RunContext,
  _deps: WiringDeps,
  input: WiringRotateInput,
): Promise<Outcome[]> {
  throw new NotImplementedError(
    `The credentials of ${input.service} cannot be rotated yet`,
  );
}
