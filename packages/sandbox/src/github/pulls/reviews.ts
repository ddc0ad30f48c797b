import type {
  MergeRequestRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import { fitsRuleset } from '../../git/githubPushRules.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';

/** How many people's last word on a pull request is yes. */
export function countApprovals(
  context: GithubContext,
  pull: MergeRequestRecord,
): number {
  const last = new Map<number, string>();
  for (const review of context.records.reviews.filter(
    each => each.pullId === pull.id && each.state !== 'COMMENTED',
  )) {
    last.set(review.userId, review.state);
  }
  return [...last.values()].filter(state => state === 'APPROVED').length;
}

/** What a pull request lacks of the reviews that its target wants, in GitHub's words. */
export function findMissingReview(
  context: GithubContext,
  project: ProjectRecord,
  pull: MergeRequestRecord,
  principal: GithubPrincipal,
): string | undefined {
  const { records } = context;
  const protection = records.protections.find(
    each => each.projectId === project.id && each.branch === pull.targetBranch,
  );
  const isAdmin =
    principal.kind === 'classic' &&
    context.access.userRole(principal.userId, project) === 'admin';
  const isExempt = isAdmin && protection?.enforceAdmins === false;
  const byProtection = isExempt ? 0 : protection?.requiredReviews?.count ?? 0;
  const byRulesets = records.rulesets
    .filter(each => each.projectId === project.id)
    .filter(each => each.enforcement === 'active')
    .filter(each =>
      fitsRuleset(
        {
          target: each.target,
          include: each.conditions.ref_name?.include ?? [],
          exclude: each.conditions.ref_name?.exclude ?? [],
        },
        `refs/heads/${pull.targetBranch}`,
        project.defaultBranch,
      ),
    )
    .flatMap(each => each.rules)
    .filter(rule => rule.type === 'pull_request')
    .map(rule => Number(rule.parameters?.required_approving_review_count ?? 0));
  const needed = Math.max(byProtection, ...byRulesets);
  return countApprovals(context, pull) < needed
    ? `At least ${needed} approving review${
        needed === 1 ? ' is' : 's are'
      } required by reviewers with write access.`
    : undefined;
}
