import { z } from 'zod';
import {
  BranchAccess,
  BranchProtection,
  BranchRules,
  WantedBranchRules,
} from '../ForgeProtection';
import { matchesBranch } from './matchesBranch';

const levelSchema = z.object({
  id: z.number(),
  access_level: z.number().nullish(),
  access_level_description: z.string().nullish(),
  user_id: z.number().nullish(),
  group_id: z.number().nullish(),
  deploy_key_id: z.number().nullish(),
});

export const protectedBranchSchema = z.object({
  /** `main`, or a pattern such as `release-*`. */
  name: z.string(),
  push_access_levels: z.array(levelSchema).default([]),
  merge_access_levels: z.array(levelSchema).default([]),
  allow_force_push: z.boolean().default(false),
  /** Of the group, for all of its projects. */
  inherited: z.boolean().nullish(),
});

export type ProtectedBranch = z.infer<typeof protectedBranchSchema>;
export type AccessLevel = z.infer<typeof levelSchema>;

export const levelOf: Record<BranchAccess, number> = {
  nobody: 0,
  maintainers: 40,
  developers: 30,
};

/** A role, rather than a person, a group or a key. */
export function isRole(level: AccessLevel): boolean {
  return !level.user_id && !level.group_id && !level.deploy_key_id;
}

/** What a project has for a branch. GitLab takes the most generous of all rules that fit. */
export function readProtection(
  rules: ProtectedBranch[],
  branch: string,
): BranchProtection {
  const own = rules.find(
    ({ name, inherited }) => name === branch && !inherited,
  );
  return {
    rules: own && rulesOf(own),
    others: rules
      .filter(one => one !== own && matchesBranch(one.name, branch))
      .map(describe),
  };
}

function rulesOf(rule: ProtectedBranch): BranchRules {
  return {
    push: accessOf(rule.push_access_levels),
    merge: accessOf(rule.merge_access_levels),
    forcePush: rule.allow_force_push,
    deployKeys: false,
    approvals: 0,
    checks: [],
  };
}

function accessOf(levels: AccessLevel[]): BranchRules['push'] {
  const given = levels
    .filter(isRole)
    .map(({ access_level: level }) => level ?? 0)
    .filter(level => level > 0);
  // People and keys beside a role change nothing about it.
  switch (Math.min(...given)) {
    case Infinity:
      return 'nobody';
    case 30:
      return 'developers';
    case 40:
      return 'maintainers';
    default:
      return 'other';
  }
}

function describe(rule: ProtectedBranch): string {
  const who = (levels: AccessLevel[]) =>
    levels
      .flatMap(({ access_level_description: words }) => words ?? [])
      .join(', ') || 'nobody';
  return (
    `${rule.inherited ? 'the group' : 'the project'} protects ${rule.name}: ` +
    `${who(rule.push_access_levels)} may push, ${who(
      rule.merge_access_levels,
    )} may merge`
  );
}

/** The change of one list of levels, so that the roles in it are the wanted one. */
export function levelChanges(
  current: AccessLevel[],
  wanted: BranchAccess,
): Array<Record<string, unknown>> {
  const level = levelOf[wanted];
  const roles = current.filter(isRole);
  const kept = roles.find(({ access_level: one }) => (one ?? 0) === level);
  return [
    ...roles
      .filter(one => one !== kept)
      .map(({ id }) => ({ id, _destroy: true })),
    ...(kept ? [] : [{ access_level: level }]),
  ];
}

export function isAsWanted(
  rule: ProtectedBranch,
  wanted: WantedBranchRules,
): boolean {
  const { push, merge, forcePush } = rulesOf(rule);
  return (
    push === wanted.push &&
    merge === wanted.merge &&
    forcePush === wanted.forcePush
  );
}
