import { z } from 'zod';
import { PushRule } from './ForgeAccess';

export const branchRuleSchema = z.object({
  type: z.string(),
  ruleset_id: z.number(),
});

export type BranchRule = z.infer<typeof branchRuleSchema>;

/** The rules by which a commit does not come to a branch directly, and who may bring one. */
const refusing: Record<string, string> = {
  update: 'those who may bypass its ruleset',
  pull_request: 'pull requests',
  merge_queue: 'the merge queue',
  required_status_checks: 'commits whose checks have passed',
};

/** The rulesets that refuse a direct push, unless they can be bypassed. */
export function judgeRules(
  rules: BranchRule[],
): Array<{ id: number; words: string }> {
  const byRuleset = new Map<number, string[]>();
  for (const { type, ruleset_id: id } of rules) {
    if (refusing[type]) {
      byRuleset.set(id, [...(byRuleset.get(id) ?? []), refusing[type]]);
    }
  }
  return [...byRuleset].map(([id, words]) => ({
    id,
    words: [...new Set(words)].join(', '),
  }));
}

const actors = z
  .object({ users: z.array(z.object({ login: z.string() })).default([]) })
  .nullish();

export const classicProtectionSchema = z.object({
  required_pull_request_reviews: z
    .object({ bypass_pull_request_allowances: actors })
    .nullish(),
  required_status_checks: z.unknown().optional(),
  restrictions: actors,
  enforce_admins: z.object({ enabled: z.boolean() }).nullish(),
  lock_branch: z.object({ enabled: z.boolean() }).nullish(),
});

export type ClassicProtection = z.infer<typeof classicProtectionSchema>;

/** Branch protection as it was before rulesets. */
export function judgeClassicProtection(
  protection: ClassicProtection,
  who: { user?: string; isAdmin: boolean },
): PushRule {
  if (who.isAdmin && !protection.enforce_admins?.enabled) {
    return { kind: 'open' };
  }
  const names = (among: z.infer<typeof actors>) =>
    among?.users.some(({ login }) => login === who.user) ?? false;
  const {
    required_pull_request_reviews: reviews,
    required_status_checks: checks,
    restrictions,
    lock_branch: lock,
  } = protection;
  const allowed = [
    ...(lock?.enabled ? ['nobody'] : []),
    ...(reviews && !names(reviews.bypass_pull_request_allowances)
      ? ['pull requests']
      : []),
    ...(checks ? ['commits whose checks have passed'] : []),
    ...(restrictions && !names(restrictions)
      ? restrictions.users.map(({ login }) => login)
      : []),
  ];
  const isRefused =
    allowed.length > 0 || (restrictions && !names(restrictions));
  return isRefused
    ? { kind: 'refused', allowed: allowed.join(', ') || 'nobody' }
    : { kind: 'open' };
}
