import { z } from 'zod';
import { EnvironmentRules, ForgeReviewer } from '../ForgeEnvironments';

export const protectedEnvironmentSchema = z.object({
  approval_rules: z
    .array(
      z.object({
        id: z.number(),
        user_id: z.number().nullish(),
        group_id: z.number().nullish(),
      }),
    )
    .default([]),
});

export type ProtectedEnvironment = z.infer<typeof protectedEnvironmentSchema>;

/** GitLab tells reviewers by their ids alone. */
export function readApprovals(rules: ProtectedEnvironment): EnvironmentRules {
  return {
    reviewers: rules.approval_rules.flatMap(rule => reviewerOf(rule) ?? []),
    preventSelfReview: false,
    waitMinutes: 0,
    branches: 'all',
  };
}

/** The rules to add and to take away; approvals by a role, which people have set, stay. */
export function approvalChanges(
  current: ProtectedEnvironment | undefined,
  wanted: Pick<EnvironmentRules, 'reviewers'>,
): Array<Record<string, unknown>> {
  const there = (current?.approval_rules ?? []).flatMap(rule => {
    const reviewer = reviewerOf(rule);
    return reviewer ? [{ rule: rule.id, reviewer }] : [];
  });
  const has = (list: ForgeReviewer[], one: ForgeReviewer) =>
    list.some(({ kind, id }) => kind === one.kind && id === one.id);
  return [
    ...there
      .filter(({ reviewer }) => !has(wanted.reviewers, reviewer))
      .map(({ rule }) => ({ id: rule, _destroy: true })),
    ...wanted.reviewers
      .filter(
        one =>
          !has(
            there.map(({ reviewer }) => reviewer),
            one,
          ),
      )
      .map(({ kind, id }) => ({
        [kind === 'user' ? 'user_id' : 'group_id']: id,
        required_approvals: 1,
      })),
  ];
}

function reviewerOf(
  rule: ProtectedEnvironment['approval_rules'][number],
): ForgeReviewer | undefined {
  if (rule.user_id) {
    return { kind: 'user', id: rule.user_id, name: `user ${rule.user_id}` };
  }
  return rule.group_id
    ? { kind: 'group', id: rule.group_id, name: `group ${rule.group_id}` }
    : undefined;
}
