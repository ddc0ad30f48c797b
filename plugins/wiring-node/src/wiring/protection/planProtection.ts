import { BranchRules, WantedBranchRules } from '../../forge';
import { Plan } from '../../run';

/**
 * Compares the rules of a branch with the wanted ones, as its forge can hold them.
 *
 * @public
 */
export function planProtection(
  current: BranchRules | undefined,
  wanted: WantedBranchRules,
): Plan {
  if (!current) {
    return { kind: 'create' };
  }
  const differing = [
    ...(current.push === wanted.push
      ? []
      : [`${current.push} may push, not ${wanted.push}`]),
    ...(current.merge === wanted.merge
      ? []
      : [`${current.merge} may merge, not ${wanted.merge}`]),
    ...(current.forcePush === wanted.forcePush
      ? []
      : [`history may ${current.forcePush ? '' : 'not '}be rewritten`]),
    ...(current.deployKeys === wanted.deployKeys
      ? []
      : [`deploy keys may ${current.deployKeys ? '' : 'not '}push`]),
    ...(current.approvals === wanted.approvals
      ? []
      : [`${current.approvals} approvals, not ${wanted.approvals}`]),
    ...(sameNames(current.checks, wanted.checks) ? [] : ['other checks']),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : { kind: 'update', why: differing.join(', ') };
}

/**
 * What of the wanted rules a forge cannot hold, in words.
 *
 * @public
 */
export function unheldRules(
  wanted: WantedBranchRules,
  fitted: WantedBranchRules,
  forge: string,
): string[] {
  return [
    ...(wanted.merge === fitted.merge
      ? []
      : [`${forge} lets all merge who may write`]),
    ...(wanted.approvals > fitted.approvals
      ? [
          fitted.push === 'developers'
            ? 'who may push needs no approval'
            : `approvals are not among ${forge}'s rules of a branch`,
        ]
      : []),
    ...(wanted.checks.length > fitted.checks.length
      ? [`checks are not among ${forge}'s rules of a branch`]
      : []),
    ...(wanted.deployKeys && !fitted.deployKeys
      ? [`${forge} lets deploy keys push one by one`]
      : []),
  ];
}

function sameNames(one: string[], other: string[]): boolean {
  return [...one].sort().join('\n') === [...other].sort().join('\n');
}
