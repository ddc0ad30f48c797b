import { BranchRules, WantedBranchRules } from '../../forge';
import { planProtection, unheldRules } from './planProtection';

const wanted: WantedBranchRules = {
  push: 'nobody',
  merge: 'maintainers',
  forcePush: false,
  deployKeys: false,
  approvals: 1,
  checks: ['test', 'lint'],
};

it.each<[string, Partial<BranchRules> | undefined, string]>([
  ['there are none', undefined, 'create'],
  ['they are as wanted', {}, 'unchanged'],
  ['checks are in another order', { checks: ['lint', 'test'] }, 'unchanged'],
  [
    'others may push and merge',
    { push: 'developers', merge: 'other' },
    'developers may push, not nobody, other may merge, not maintainers',
  ],
  ['history may be rewritten', { forcePush: true }, 'history may be rewritten'],
  ['keys may push', { deployKeys: true }, 'deploy keys may push'],
  [
    'fewer approve',
    { approvals: 0, checks: [] },
    '0 approvals, not 1, other checks',
  ],
])('planProtection when %s', (_, fields, expected) => {
  const plan = planProtection(fields && { ...wanted, ...fields }, wanted);
  expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
});

it('what a forge cannot hold is said', () => {
  expect(
    unheldRules(
      { ...wanted, deployKeys: true },
      { ...wanted, merge: 'developers', approvals: 0, checks: [] },
      'GitLab',
    ),
  ).toEqual([
    'GitLab lets all merge who may write',
    "approvals are not among GitLab's rules of a branch",
    "checks are not among GitLab's rules of a branch",
    'GitLab lets deploy keys push one by one',
  ]);
  expect(unheldRules(wanted, wanted, 'GitHub')).toEqual([]);
});
