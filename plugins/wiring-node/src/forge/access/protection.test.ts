import {
  ClassicProtection,
  judgeClassicProtection,
  judgeRules,
} from './judgeGithubRules';
import { judgeProtection } from './judgeProtection';

describe('a protected branch of GitLab', () => {
  const rule = (
    name: string,
    ...levels: Array<{
      access_level?: number;
      user_id?: number;
      deploy_key_id?: number;
      words?: string;
    }>
  ) => ({
    name,
    push_access_levels: levels.map(({ words, ...level }) => ({
      ...level,
      access_level_description: words,
    })),
  });
  const who = { userId: 5, level: 40 };
  it.each([
    ['no rule', [], 'open'],
    [
      'a rule for another branch',
      [rule('release-*', { access_level: 0 })],
      'open',
    ],
    ['Maintainers', [rule('main', { access_level: 40 })], 'open'],
    ['administrators', [rule('main', { access_level: 60 })], 'refused'],
    ['nobody', [rule('main', { access_level: 0 })], 'refused'],
    ['nobody, by a pattern', [rule('m*n', { access_level: 0 })], 'refused'],
    ['this user', [rule('main', { access_level: 0 }, { user_id: 5 })], 'open'],
    [
      'another user',
      [rule('main', { access_level: 40, user_id: 6 })],
      'refused',
    ],
    [
      'a deploy key, which is not this user whatever its level',
      [rule('main', { access_level: 40, deploy_key_id: 7 })],
      'refused',
    ],
    [
      'the most generous of two',
      [rule('main', { access_level: 0 }), rule('ma*', { access_level: 30 })],
      'open',
    ],
  ])('for %s', (_, rules, kind) => {
    expect(judgeProtection(rules, 'main', who).kind).toBe(kind);
  });

  it('a deploy key may push where it is named, and nowhere else', () => {
    const key = { level: 0, deployKeyId: 7 };
    const kindOf = (level: { access_level: number; deploy_key_id?: number }) =>
      judgeProtection([rule('main', level)], 'main', key).kind;
    expect(kindOf({ access_level: 40, deploy_key_id: 7 })).toBe('open');
    expect(kindOf({ access_level: 40, deploy_key_id: 8 })).toBe('refused');
    expect(kindOf({ access_level: 40 })).toBe('refused');
  });

  it('says who may', () => {
    const rules = [
      rule('main', { access_level: 0, words: 'No one' }),
      rule('main', { access_level: 60, words: 'Administrators' }),
    ];
    expect(judgeProtection(rules, 'main', who)).toEqual({
      kind: 'refused',
      allowed: 'No one, Administrators',
    });
  });

  it('does not read a name as a pattern of its own', () => {
    const rules = [rule('ma.n', { access_level: 0 })];
    expect(judgeProtection(rules, 'main', who).kind).toBe('open');
  });
});

describe('the rules of GitHub', () => {
  it('are told by their ruleset, those alone that refuse a push', () => {
    expect(
      judgeRules([
        { type: 'deletion', ruleset_id: 1 },
        { type: 'pull_request', ruleset_id: 2 },
        { type: 'required_status_checks', ruleset_id: 2 },
        { type: 'non_fast_forward', ruleset_id: 3 },
      ]),
    ).toEqual([
      { id: 2, words: 'pull requests, commits whose checks have passed' },
    ]);
  });

  const enforced = { enforce_admins: { enabled: true } };
  it.each<[string, ClassicProtection, boolean, string | undefined]>([
    ['nothing that refuses', enforced, true, undefined],
    [
      'reviews, but not of administrators',
      { required_pull_request_reviews: {} },
      true,
      undefined,
    ],
    [
      'reviews of everybody',
      { ...enforced, required_pull_request_reviews: {} },
      true,
      'pull requests',
    ],
    ['reviews', { required_pull_request_reviews: {} }, false, 'pull requests'],
    [
      'reviews that this user may pass by',
      {
        required_pull_request_reviews: {
          bypass_pull_request_allowances: { users: [{ login: 'slipway' }] },
        },
      },
      false,
      undefined,
    ],
    [
      'people, this user not among them',
      { restrictions: { users: [{ login: 'root' }] } },
      false,
      'root',
    ],
    ['nobody', { restrictions: { users: [] } }, false, 'nobody'],
    ['a lock', { lock_branch: { enabled: true } }, false, 'nobody'],
  ])('with %s', (_, protection, isAdmin, allowed) => {
    expect(
      judgeClassicProtection(protection, { user: 'slipway', isAdmin }),
    ).toEqual(allowed ? { kind: 'refused', allowed } : { kind: 'open' });
  });
});
