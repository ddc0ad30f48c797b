import { z } from 'zod';
import { EnvironmentRules, ForgeReviewer } from '../ForgeEnvironments';

const reviewerSchema = z.object({
  type: z.enum(['User', 'Team']),
  reviewer: z.object({
    id: z.number(),
    login: z.string().nullish(),
    slug: z.string().nullish(),
  }),
});

export const environmentSchema = z.object({
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().nullish(),
        prevent_self_review: z.boolean().nullish(),
        reviewers: z.array(reviewerSchema).nullish(),
      }),
    )
    .default([]),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean() })
    .nullish(),
});

/** GitHub tells the rules of an environment one by one. */
export function readEnvironment(
  environment: z.infer<typeof environmentSchema>,
): EnvironmentRules {
  const rule = (type: string) =>
    environment.protection_rules.find(one => one.type === type);
  const reviews = rule('required_reviewers');
  return {
    reviewers: (reviews?.reviewers ?? []).map(
      ({ type, reviewer: { id, login, slug } }): ForgeReviewer => ({
        kind: type === 'User' ? 'user' : 'group',
        id,
        name: login ?? slug ?? String(id),
      }),
    ),
    preventSelfReview: reviews?.prevent_self_review ?? false,
    waitMinutes: rule('wait_timer')?.wait_timer ?? 0,
    branches: environment.deployment_branch_policy?.protected_branches
      ? 'protected'
      : 'all',
  };
}
