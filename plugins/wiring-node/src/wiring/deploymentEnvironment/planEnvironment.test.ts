import { EnvironmentRules, ForgeEnvironment } from '../../forge';
import { planEnvironment } from './planEnvironment';

const petra = { kind: 'user' as const, id: 4, name: 'platform-owner' };
const rules: EnvironmentRules = {
  reviewers: [petra],
  preventSelfReview: false,
  waitMinutes: 5,
  branches: 'protected',
};
const name = 'production';

it.each<[string, ForgeEnvironment | undefined, ForgeEnvironment, string]>([
  ['it is not there', undefined, { name }, 'create'],
  [
    'it is there, and nothing is asked of it',
    { name, rules },
    { name },
    'unchanged',
  ],
  ['it is as wanted', { name, rules }, { name, rules }, 'unchanged'],
  [
    'its reviewer has another name, as GitLab tells ids alone',
    { name, rules: { ...rules, reviewers: [{ ...petra, name: 'user 4' }] } },
    { name, rules },
    'unchanged',
  ],
  [
    'nothing protects it',
    { name },
    { name, rules },
    'reviewers, a wait of 0 min, not 5, from all branches, not protected',
  ],
  [
    'a group of the same id is somebody else',
    { name, rules: { ...rules, reviewers: [{ ...petra, kind: 'group' }] } },
    { name, rules },
    'reviewers',
  ],
])('planEnvironment when %s', (_, current, wanted, expected) => {
  const plan = planEnvironment(current, wanted);
  expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
});
