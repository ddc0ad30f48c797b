import { HeldCredential } from '../../forge';
import { Plan } from '../../run';

/**
 * What is to be done about the credential that one or more Secrets share.
 *
 * @public
 */
export function planCredential(options: {
  /** Those of its name that the forge holds. */
  held: HeldCredential[];
  /** Whether no place holds one that works. */
  needed: boolean;
  /** Whether some place holds one that does not. */
  replaces: boolean;
  /** Whether a new one is asked for although there is one that works. */
  rotate?: boolean;
}): Plan {
  if (options.rotate) {
    return { kind: 'update', why: 'a new one is asked for' };
  }
  if (!options.needed) {
    return { kind: 'unchanged' };
  }
  return options.replaces || options.held.some(({ active }) => active)
    ? { kind: 'update', why: 'what there is works nowhere' }
    : { kind: 'create' };
}

/**
 * Active ones of the name that nothing uses, such as those of a launch that broke off.
 *
 * @public
 */
export function unusedCredentials(
  held: HeldCredential[],
  used: ReadonlyArray<string | undefined>,
): HeldCredential[] {
  return held.filter(
    ({ active, identity }) => active && !used.includes(identity),
  );
}
