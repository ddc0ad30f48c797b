import { z } from 'zod';
import { BranchRules, WantedBranchRules } from '../ForgeProtection';

const flag = z.object({ enabled: z.boolean() }).nullish();

export const classicSchema = z.object({
  required_status_checks: z
    .object({ contexts: z.array(z.string()).default([]) })
    .nullish(),
  required_pull_request_reviews: z
    .object({ required_approving_review_count: z.number().default(0) })
    .nullish(),
  enforce_admins: flag,
  allow_force_pushes: flag,
});

export type ClassicRules = z.infer<typeof classicSchema>;

/** Branch protection of a GitHub that has no rulesets. There no key comes past a review. */
export function classicOf(rules: WantedBranchRules) {
  return {
    required_status_checks:
      rules.checks.length > 0
        ? { strict: false, contexts: rules.checks }
        : null,
    enforce_admins: rules.push === 'nobody',
    required_pull_request_reviews:
      rules.push === 'developers'
        ? null
        : { required_approving_review_count: rules.approvals },
    restrictions: null,
    allow_force_pushes: rules.forcePush,
    allow_deletions: false,
  };
}

export function readClassic(protection: ClassicRules): BranchRules {
  const reviews = protection.required_pull_request_reviews;
  const others = protection.enforce_admins?.enabled ? 'nobody' : 'maintainers';
  return {
    push: reviews ? others : 'developers',
    merge: 'developers',
    forcePush: protection.allow_force_pushes?.enabled ?? false,
    deployKeys: !reviews,
    approvals: reviews?.required_approving_review_count ?? 0,
    checks: protection.required_status_checks?.contexts ?? [],
  };
}
