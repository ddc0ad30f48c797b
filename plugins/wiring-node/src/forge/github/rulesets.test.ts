import { rulesetOf, rulesetSchema, readRuleset } from './rulesets';

const wanted = {
  push: 'maintainers' as const,
  merge: 'developers' as const,
  forcePush: false,
  deployKeys: true,
  approvals: 2,
  checks: ['test'],
};
const read = (fields: object) =>
  readRuleset(
    rulesetSchema.parse({ id: 1, ...rulesetOf('main', wanted), ...fields }),
  );

it('a ruleset is read as it was written', () => {
  expect(read({})).toEqual(wanted);
});

it.each(['disabled', 'evaluate'])(
  'one that is %s counts for nothing',
  enforcement => {
    expect(read({ enforcement })).toBeUndefined();
  },
);

it.each<[string, object, object]>([
  [
    'somebody else who comes past',
    {
      bypass_actors: [
        { actor_id: 12, actor_type: 'Team', bypass_mode: 'always' },
      ],
    },
    { push: 'other', deployKeys: false },
  ],
  [
    'maintainers who come past in pull requests alone',
    {
      bypass_actors: [
        {
          actor_id: 2,
          actor_type: 'RepositoryRole',
          bypass_mode: 'pull_request',
        },
      ],
    },
    { push: 'nobody' },
  ],
  [
    'no rule at all',
    { rules: [] },
    { push: 'developers', forcePush: true, approvals: 0, checks: [] },
  ],
])('people have made of it: %s', (_, fields, expected) => {
  expect(read(fields)).toMatchObject(expected);
});
