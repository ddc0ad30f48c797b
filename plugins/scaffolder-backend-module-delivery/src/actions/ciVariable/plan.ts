import { Variable, WantedVariable, Plan } from '@slipway/plugin-wiring-node';

/**
 * Compares a variable with what is wanted of it. The value of a hidden one is not given back, so it
 * counts as equal unless it is to be replaced.
 */
export function planVariable(
  current: Variable | undefined,
  wanted: WantedVariable,
  options: { replaceHidden?: boolean } = {},
): Plan {
  if (!current) {
    return { kind: 'create' };
  }
  const hidden = current.hidden ?? false;
  const valueDiffers = hidden
    ? options.replaceHidden
    : current.value !== wanted.value;
  const differing = [
    ...(hidden === wanted.hidden ? [] : ['hidden']),
    ...(current.masked === (wanted.masked || wanted.hidden) ? [] : ['masked']),
    ...(current.protected === wanted.protected ? [] : ['protected']),
    ...(current.raw === wanted.raw ? [] : ['raw']),
    ...((current.description ?? '') === wanted.description
      ? []
      : ['description']),
    ...(valueDiffers ? ['value'] : []),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : { kind: 'update', why: differing.join(', ') };
}

/** GitLab hides a variable when it is made and never later or no longer: then it is made anew. */
export function mustBeMadeAnew(
  current: Variable,
  wanted: Pick<WantedVariable, 'hidden'>,
): boolean {
  return (current.hidden ?? false) !== wanted.hidden;
}
