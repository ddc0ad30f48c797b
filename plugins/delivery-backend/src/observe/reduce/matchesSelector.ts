import { InputError } from '@backstage/errors';

/** Whether labels match a Kubernetes label selector, such as `a=b,c!=d,e in (f, g),h,!i`. */
export function matchesSelector(
  labels: Record<string, string>,
  selector: string,
): boolean {
  // All are read before any decides, so that a bad one is told whatever the labels are.
  return requirements(selector)
    .map(it => matches(labels, it, selector))
    .every(it => it);
}

/** At commas outside of parentheses. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(it => it.trim())
    .filter(it => it !== '');
}

function matches(
  labels: Record<string, string>,
  requirement: string,
  selector: string,
): boolean {
  const set = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(requirement);
  if (set) {
    const [, key, operator, list] = set;
    const values = list.split(',').map(it => it.trim());
    const isIn = key in labels && values.includes(labels[key]);
    return operator === 'in' ? isIn : !isIn;
  }
  const equality = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(requirement);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!=' ? labels[key] !== value : labels[key] === value;
  }
  const existence = /^(!?)\s*([\w./-]+)$/.exec(requirement);
  if (existence) {
    const [, not, key] = existence;
    return key in labels !== (not === '!');
  }
  throw new InputError(
    `'${requirement}' in the label selector '${selector}' cannot be read; write it as key=value, key!=value, key in (a,b) or key`,
  );
}
