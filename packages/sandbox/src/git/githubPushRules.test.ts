import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deriveGithubRefusal,
  describeGithubRefusal,
  fitsRuleset,
} from './githubPushRules.ts';
import type { GithubPushRules, GithubRefCommand } from './githubPushRules.ts';

const zeros = '0'.repeat(40);
const old = 'a'.repeat(40);
const next = 'b'.repeat(40);

const protection = {
  branch: 'main',
  enforceAdmins: false,
  requiresPullRequest: true,
  requiredChecks: [],
  pushers: null,
  linearHistory: false,
  allowForcePushes: false,
  allowDeletions: false,
  lockBranch: false,
};
const ruleset = (type: string, parameters?: Record<string, any>) => ({
  target: 'branch' as const,
  include: ['~DEFAULT_BRANCH'],
  exclude: [],
  rules: [{ type, parameters }],
});

function rules(change: Partial<GithubPushRules>): GithubPushRules {
  return {
    login: 'developer',
    admin: false,
    defaultBranch: 'main',
    protections: [],
    rulesets: [],
    passed: {},
    rulesUrl: 'http://localhost/acme/x/rules',
    ...change,
  };
}
function command(change: Partial<GithubRefCommand> = {}): GithubRefCommand {
  return {
    ref: 'refs/heads/main',
    before: old,
    after: next,
    forced: false,
    hasMerges: false,
    workflows: [],
    ...change,
  };
}

const pullRequest = 'Changes must be made through a pull request.';
const cases: Array<{
  name: string;
  rules: Partial<GithubPushRules>;
  command?: Partial<GithubRefCommand>;
  problems: string[] | undefined;
}> = [
  { name: 'without rules everything goes', rules: {}, problems: undefined },
  {
    name: 'a protected branch wants a pull request',
    rules: { protections: [protection] },
    problems: [pullRequest],
  },
  {
    name: 'an administrator is not bound unless said so',
    rules: { admin: true, protections: [protection] },
    problems: undefined,
  },
  {
    name: 'an administrator is bound where it is said',
    rules: {
      admin: true,
      protections: [{ ...protection, enforceAdmins: true }],
    },
    problems: [pullRequest],
  },
  {
    name: 'the merge of a pull request is one',
    rules: { protections: [protection] },
    command: { byPullRequest: true },
    problems: undefined,
  },
  {
    name: 'the first commit has nothing to be merged into',
    rules: { protections: [protection] },
    command: { before: zeros },
    problems: undefined,
  },
  {
    name: 'checks have to have succeeded on the commit',
    rules: {
      protections: [
        {
          ...protection,
          requiresPullRequest: false,
          requiredChecks: ['ci', 'lint'],
        },
      ],
      passed: { [next]: ['ci'] },
    },
    problems: ['Required status check "lint" is expected.'],
  },
  {
    name: 'history stays',
    rules: { protections: [{ ...protection, requiresPullRequest: false }] },
    command: { forced: true },
    problems: ['Cannot force-push to this branch'],
  },
  {
    name: 'a protected branch stays',
    rules: { protections: [{ ...protection, branch: 'next' }] },
    command: { ref: 'refs/heads/next', after: zeros },
    problems: ['Cannot delete this branch'],
  },
  {
    name: 'the default branch stays without a rule',
    rules: { admin: true },
    command: { after: zeros },
    problems: ['refusing to delete the current branch: refs/heads/main'],
  },
  {
    name: 'those who are named push',
    rules: {
      protections: [
        { ...protection, requiresPullRequest: false, pushers: ['developer'] },
      ],
    },
    problems: undefined,
  },
  {
    name: 'others do not',
    rules: {
      protections: [
        { ...protection, requiresPullRequest: false, pushers: ['somebody'] },
      ],
    },
    problems: [
      "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.",
    ],
  },
  {
    name: 'another branch is another matter',
    rules: { protections: [protection], rulesets: [ruleset('update')] },
    command: { ref: 'refs/heads/next' },
    problems: undefined,
  },
  {
    name: 'rulesets bind administrators too',
    rules: { admin: true, rulesets: [ruleset('pull_request')] },
    problems: [pullRequest],
  },
  {
    name: 'a ruleset may forbid new branches',
    rules: {
      rulesets: [{ ...ruleset('creation'), include: ['refs/heads/release/*'] }],
    },
    command: { ref: 'refs/heads/release/1', before: zeros },
    problems: ['Cannot create ref due to creations being restricted.'],
  },
  {
    name: 'a ruleset may want a linear history',
    rules: { rulesets: [ruleset('required_linear_history')] },
    command: { hasMerges: true },
    problems: ['This branch must not contain merge commits.'],
  },
  {
    name: 'all problems of all rulesets are told',
    rules: {
      rulesets: [
        ruleset('pull_request'),
        ruleset('required_status_checks', {
          required_status_checks: [{ context: 'ci' }],
        }),
      ],
    },
    problems: [pullRequest, 'Required status check "ci" is expected.'],
  },
  {
    name: 'workflows need their scope',
    rules: {
      admin: true,
      workflowRefusal: {
        by: 'Personal Access Token',
        needs: '`workflow` scope',
      },
    },
    command: { workflows: ['.github/workflows/ci.yml'] },
    problems: [
      'refusing to allow a Personal Access Token to create or update workflow `.github/workflows/ci.yml` without `workflow` scope',
    ],
  },
];

for (const each of cases) {
  test(`pushing to GitHub: ${each.name}`, () => {
    const refusal = deriveGithubRefusal(
      rules(each.rules),
      command(each.command),
    );
    assert.deepEqual(refusal?.problems, each.problems);
  });
}

const patterns: Array<[pattern: string, ref: string, fits: boolean]> = [
  ['~ALL', 'refs/heads/x', true],
  ['~DEFAULT_BRANCH', 'refs/heads/main', true],
  ['~DEFAULT_BRANCH', 'refs/heads/x', false],
  ['refs/heads/release/*', 'refs/heads/release/1', true],
  ['refs/heads/release/*', 'refs/heads/release/1/2', false],
  ['refs/heads/release/**', 'refs/heads/release/1/2', true],
  ['~ALL', 'refs/tags/v1', false],
];
for (const [pattern, ref, fits] of patterns) {
  test(`a ruleset for ${pattern} ${
    fits ? 'fits' : 'does not fit'
  } ${ref}`, () => {
    const target = { target: 'branch' as const, include: [pattern] };
    assert.equal(fitsRuleset({ ...target, exclude: [] }, ref, 'main'), fits);
    assert.equal(
      fitsRuleset({ ...target, exclude: ['~ALL'] }, ref, 'main'),
      false,
    );
  });
}

test('git prints the rule’s number, where to read it and each problem', () => {
  const given = rules({ rulesets: [ruleset('pull_request')] });
  const refusal = deriveGithubRefusal(given, command())!;
  assert.deepEqual(describeGithubRefusal(given, command(), refusal), [
    'error: GH013: Repository rule violations found for refs/heads/main.',
    'Review all repository rules at http://localhost/acme/x/rules?ref=refs%2Fheads%2Fmain',
    '',
    `- ${pullRequest}`,
    '',
  ]);
});
