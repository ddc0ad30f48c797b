import { ForgeVariable, WantedForgeVariable } from '../../forge';
import { Plan } from '../../run';

/**
 * Compares a variable with what is wanted of it, as its forge can hold it. The value of a secret one
 * is not given back, so it counts as equal unless it is to be replaced.
 *
 * @public
 */
export function planVariable(
  current: ForgeVariable | undefined,
  wanted: WantedForgeVariable,
  options: { replaceHidden?: boolean } = {},
): Plan {
  if (!current) {
    return { kind: 'create' };
  }
  const valueDiffers = current.secret
    ? options.replaceHidden
    : current.value !== wanted.value;
  const differing = [
    ...(current.secret === wanted.secret ? [] : ['hidden']),
    ...(current.masked === wanted.masked ? [] : ['masked']),
    ...(current.protected === wanted.protected ? [] : ['protected']),
    ...(current.raw === wanted.raw ? [] : ['raw']),
    ...(current.description === wanted.description ? [] : ['description']),
    ...(valueDiffers ? ['value'] : []),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : { kind: 'update', why: differing.join(', ') };
}
