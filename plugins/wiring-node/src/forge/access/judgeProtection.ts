import { z } from 'zod';
import { matchesBranch } from '../gitlab/matchesBranch';
import { PushRule } from './ForgeAccess';

export const protectedBranchSchema = z.object({
  /** `main`, or a pattern such as `release-*`. */
  name: z.string(),
  push_access_levels: z.array(
    z.object({
      access_level: z.number().nullish(),
      access_level_description: z.string().nullish(),
      user_id: z.number().nullish(),
      deploy_key_id: z.number().nullish(),
    }),
  ),
});

export type ProtectedBranch = z.infer<typeof protectedBranchSchema>;

/** Whether the rules of a GitLab project let somebody push: of those that match, one is enough. */
export function judgeProtection(
  rules: ProtectedBranch[],
  branch: string,
  who: { userId?: number; deployKeyId?: number; level: number },
): PushRule {
  const levels = rules
    .filter(({ name }) => matchesBranch(name, branch))
    .map(rule => rule.push_access_levels);
  if (levels.length === 0) {
    return { kind: 'open' };
  }
  const granted = levels
    .flat()
    .some(({ access_level: needed, user_id: user, deploy_key_id: key }) => {
      if (key) {
        return key === who.deployKeyId;
      }
      return user
        ? user === who.userId
        : Boolean(needed) && who.level >= needed!;
    });
  const described = levels
    .flat()
    .flatMap(({ access_level_description: words }) => words ?? []);
  return granted
    ? { kind: 'open' }
    : {
        kind: 'refused',
        allowed: [...new Set(described)].join(', ') || 'nobody',
      };
}

/** Whether there is a rule for a branch at all. */
export function isProtected(rules: ProtectedBranch[], branch: string): boolean {
  return rules.some(({ name }) => matchesBranch(name, branch));
}
