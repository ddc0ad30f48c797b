import { Plan } from '../../run';

/**
 * What is to be done about Argo CD's Secret. `kept` compares it with what is wanted, and is
 * undefined when the credential in it does not work.
 *
 * @public
 */
export function planRepositorySecret(
  present: boolean,
  kept: Plan | undefined,
  /** Whether it works, and is replaced all the same. */
  rotate = false,
): Plan {
  if (!present) {
    return { kind: 'create' };
  }
  return (
    kept ?? {
      kind: 'update',
      why: rotate
        ? 'it is given a new credential'
        : 'the repository did not take what it held',
    }
  );
}
