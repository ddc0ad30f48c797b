import { globToRegExp } from '../runner/rules/globToRegExp.ts';

/** A branch's protection, as far as it decides about a push. */
export interface BranchProtectionRule {
  branch: string;
  enforceAdmins: boolean;
  requiresPullRequest: boolean;
  requiredChecks: string[];
  /** Logins that alone may push; null for everybody with write access. */
  pushers: string[] | null;
  linearHistory: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
  lockBranch: boolean;
}

/** A ruleset that is switched on and that whoever pushes cannot go round. */
export interface ActiveRuleset {
  target: 'branch' | 'tag' | 'push';
  include: string[];
  exclude: string[];
  rules: Array<{ type: string; parameters?: Record<string, any> }>;
}

/** What decides about a push through GitHub's doors. */
export interface GithubPushRules {
  login: string;
  admin: boolean;
  defaultBranch: string;
  protections: BranchProtectionRule[];
  rulesets: ActiveRuleset[];
  /** Checks that have succeeded, by commit. */
  passed: Record<string, string[]>;
  /** The kind of token that may not write workflows, and what it lacks. */
  workflowRefusal?: { by: string; needs: string };
  /** Where the rules can be read, for `?ref=`. */
  rulesUrl: string;
}

export interface GithubRefCommand {
  ref: string;
  before: string;
  after: string;
  forced: boolean;
  /** It comes by merging a pull request. */
  byPullRequest?: boolean;
  /** Whether there is a merge among the commits that are new. */
  hasMerges: boolean;
  /** Files of workflows that the new commits touch. */
  workflows: string[];
}

export interface GithubRefusal {
  kind: 'workflow' | 'protection' | 'ruleset' | 'current-branch';
  problems: string[];
  /** What stands behind `[remote rejected]`. */
  reason: string;
}

const zeros = /^0+$/;
const throughPullRequest = 'Changes must be made through a pull request.';
const notAuthorized =
  "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.";

function missingChecks(
  needed: string[],
  passed: string[] | undefined,
): string[] {
  return needed
    .filter(check => !passed?.includes(check))
    .map(check => `Required status check "${check}" is expected.`);
}

function problemsOfProtection(
  rule: BranchProtectionRule,
  rules: GithubPushRules,
  command: GithubRefCommand,
): string[] {
  if (rules.admin && !rule.enforceAdmins) {
    return [];
  }
  if (zeros.test(command.after)) {
    return rule.allowDeletions ? [] : ['Cannot delete this branch'];
  }
  const isNew = zeros.test(command.before);
  return [
    ...(rule.lockBranch ? ['Branch is locked'] : []),
    ...(rule.pushers && !rule.pushers.includes(rules.login)
      ? [notAuthorized]
      : []),
    ...(command.forced && !rule.allowForcePushes
      ? ['Cannot force-push to this branch']
      : []),
    // The first commit of a branch has nothing to be merged into.
    ...(rule.requiresPullRequest && !command.byPullRequest && !isNew
      ? [throughPullRequest]
      : []),
    ...(isNew
      ? []
      : missingChecks(rule.requiredChecks, rules.passed[command.after])),
    ...(rule.linearHistory && command.hasMerges
      ? ['This branch must not contain merge commits.']
      : []),
  ];
}

/** Whether a ruleset's conditions fit a ref. */
export function fitsRuleset(
  ruleset: Pick<ActiveRuleset, 'target' | 'include' | 'exclude'>,
  ref: string,
  defaultBranch: string,
): boolean {
  const prefix = ruleset.target === 'tag' ? 'refs/tags/' : 'refs/heads/';
  if (!ref.startsWith(prefix)) {
    return false;
  }
  const fits = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' && ref === `refs/heads/${defaultBranch}`) ||
    globToRegExp(pattern).test(ref);
  return ruleset.include.some(fits) && !ruleset.exclude.some(fits);
}

function problemsOfRule(
  rule: { type: string; parameters?: Record<string, any> },
  rules: GithubPushRules,
  command: GithubRefCommand,
): string[] {
  const isNew = zeros.test(command.before);
  const isGone = zeros.test(command.after);
  const when = (refused: boolean, problem: string) =>
    refused ? [problem] : [];
  switch (rule.type) {
    case 'creation':
      return when(
        isNew,
        'Cannot create ref due to creations being restricted.',
      );
    case 'update':
      return when(!isNew && !isGone, 'Cannot update this protected ref.');
    case 'deletion':
      return when(isGone, 'Cannot delete this branch');
    case 'non_fast_forward':
      return when(command.forced, 'Cannot force-push to this branch');
    case 'pull_request':
      return when(
        !isNew && !isGone && !command.byPullRequest,
        throughPullRequest,
      );
    case 'required_linear_history':
      return when(
        command.hasMerges && !isGone,
        'This branch must not contain merge commits.',
      );
    case 'required_signatures':
      return when(!isGone, 'Commits must have verified signatures.');
    case 'required_status_checks':
      return isGone || isNew
        ? []
        : missingChecks(
            (rule.parameters?.required_status_checks ?? []).map(
              (check: { context: string }) => check.context,
            ),
            rules.passed[command.after],
          );
    default:
      // Kinds such as code_scanning look at what this forge does not have.
      return [];
  }
}

/** Why a ref may not be moved, in GitHub's words; undefined when it may. */
export function deriveGithubRefusal(
  rules: GithubPushRules,
  command: GithubRefCommand,
): GithubRefusal | undefined {
  const { workflowRefusal } = rules;
  if (workflowRefusal && command.workflows.length > 0) {
    const reason = `refusing to allow a ${workflowRefusal.by} to create or update workflow \`${command.workflows[0]}\` without ${workflowRefusal.needs}`;
    return { kind: 'workflow', problems: [reason], reason };
  }
  const isGone = zeros.test(command.after);
  if (isGone && command.ref === `refs/heads/${rules.defaultBranch}`) {
    const reason = `refusing to delete the current branch: ${command.ref}`;
    return { kind: 'current-branch', problems: [reason], reason };
  }
  const ofProtection = rules.protections
    .filter(rule => command.ref === `refs/heads/${rule.branch}`)
    .flatMap(rule => problemsOfProtection(rule, rules, command));
  if (ofProtection.length > 0) {
    return {
      kind: 'protection',
      problems: [...new Set(ofProtection)],
      reason: 'protected branch hook declined',
    };
  }
  const ofRulesets = rules.rulesets
    .filter(each => fitsRuleset(each, command.ref, rules.defaultBranch))
    .flatMap(each => each.rules)
    .flatMap(rule => problemsOfRule(rule, rules, command));
  return ofRulesets.length > 0
    ? {
        kind: 'ruleset',
        problems: [...new Set(ofRulesets)],
        reason: 'push declined due to repository rule violations',
      }
    : undefined;
}

/** What git prints of a refusal, each line after `remote: `. */
export function describeGithubRefusal(
  rules: GithubPushRules,
  command: Pick<GithubRefCommand, 'ref'>,
  refusal: GithubRefusal,
): string[] {
  const problems = refusal.problems.map(problem => `- ${problem}`);
  switch (refusal.kind) {
    case 'workflow':
    case 'current-branch':
      return [];
    case 'protection':
      return [
        `error: GH006: Protected branch update failed for ${command.ref}.`,
        '',
        ...problems,
      ];
    case 'ruleset':
      return [
        `error: GH013: Repository rule violations found for ${command.ref}.`,
        `Review all repository rules at ${
          rules.rulesUrl
        }?ref=${encodeURIComponent(command.ref)}`,
        '',
        ...problems,
        '',
      ];
    default:
      return refusal.kind satisfies never;
  }
}
