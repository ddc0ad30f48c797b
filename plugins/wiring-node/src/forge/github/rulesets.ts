import { z } from 'zod';
import { BranchRules, WantedBranchRules } from '../ForgeProtection';

const parametersSchema = z
  .object({
    required_approving_review_count: z.number().optional(),
    required_status_checks: z
      .array(z.object({ context: z.string() }))
      .optional(),
  })
  .passthrough();
const ruleSchema = z.object({
  type: z.string(),
  parameters: parametersSchema.nullish(),
});
const actorSchema = z.object({
  actor_id: z.number().nullish(),
  actor_type: z.string(),
  bypass_mode: z.string().nullish(),
});

export const rulesetSchema = z.object({
  id: z.number(),
  name: z.string(),
  enforcement: z.string(),
  conditions: z
    .object({
      ref_name: z
        .object({ include: z.array(z.string()).default([]) })
        .nullish(),
    })
    .nullish(),
  rules: z.array(ruleSchema).default([]),
  /** Left out for those who may not see them. */
  bypass_actors: z.array(actorSchema).default([]),
});

export type Ruleset = z.infer<typeof rulesetSchema>;

/** GitHub's ids of its own roles. */
const roles = { maintain: 2, admin: 5 } as const;

export function rulesetName(branch: string): string {
  return `Slipway: ${branch}`;
}

/** The ruleset by which a branch has these rules. */
export function rulesetOf(branch: string, rules: WantedBranchRules) {
  const { push, approvals, checks } = rules;
  return {
    name: rulesetName(branch),
    target: 'branch' as const,
    enforcement: 'active' as const,
    conditions: {
      ref_name: { include: [`refs/heads/${branch}`], exclude: [] },
    },
    bypass_actors: [
      ...(push === 'maintainers'
        ? Object.values(roles).map(id => ({
            actor_id: id,
            actor_type: 'RepositoryRole' as const,
            bypass_mode: 'always' as const,
          }))
        : []),
      ...(rules.deployKeys && push !== 'developers'
        ? [
            {
              actor_id: null,
              actor_type: 'DeployKey' as const,
              bypass_mode: 'always' as const,
            },
          ]
        : []),
    ],
    rules: [
      { type: 'deletion' as const },
      ...(rules.forcePush ? [] : [{ type: 'non_fast_forward' as const }]),
      ...(push === 'developers'
        ? []
        : [
            {
              type: 'pull_request' as const,
              parameters: {
                required_approving_review_count: approvals,
                dismiss_stale_reviews_on_push: false,
                require_code_owner_review: false,
                require_last_push_approval: false,
                required_review_thread_resolution: false,
              },
            },
          ]),
      ...(checks.length > 0
        ? [
            {
              type: 'required_status_checks' as const,
              parameters: {
                strict_required_status_checks_policy: false,
                required_status_checks: checks.map(context => ({ context })),
              },
            },
          ]
        : []),
    ],
  };
}

/** What a ruleset comes to; one that is not in force comes to nothing. */
export function readRuleset(ruleset: Ruleset): BranchRules | undefined {
  if (ruleset.enforcement !== 'active') {
    return undefined;
  }
  const rule = (type: string) => ruleset.rules.find(one => one.type === type);
  const review = rule('pull_request');
  const bypassing = new Set(
    ruleset.bypass_actors
      .filter(({ bypass_mode: mode }) => mode !== 'pull_request')
      .map(({ actor_type: type, actor_id: id }) =>
        type === 'RepositoryRole' ? `${type} ${id}` : type,
      ),
  );
  return {
    push: review ? pushAccess(bypassing) : 'developers',
    merge: 'developers',
    forcePush: !rule('non_fast_forward'),
    deployKeys: !review || bypassing.has('DeployKey'),
    approvals: review?.parameters?.required_approving_review_count ?? 0,
    checks: (
      rule('required_status_checks')?.parameters?.required_status_checks ?? []
    ).map(({ context }) => context),
  };
}

function pushAccess(bypassing: ReadonlySet<string>): BranchRules['push'] {
  const wanted = Object.values(roles).map(id => `RepositoryRole ${id}`);
  const found = [...bypassing].filter(one => one !== 'DeployKey');
  if (found.length === 0) {
    return 'nobody';
  }
  return found.length === wanted.length &&
    wanted.every(one => bypassing.has(one))
    ? 'maintainers'
    : 'other';
}
