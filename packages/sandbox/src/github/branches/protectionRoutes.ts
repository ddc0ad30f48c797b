import { z } from 'zod';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { presentProtection } from './presentProtection.ts';

const path = '/repos/{owner}/{repo}/branches/{branch}/protection';

const logins = z.array(z.string()).default([]);
const flag = z.boolean().nullish();

/** Four of them have to be given, if only as null: whoever leaves one out is told. */
const schema = z.object({
  required_status_checks: z
    .object({
      strict: z.boolean().default(false),
      contexts: z.array(z.string()).optional(),
      checks: z.array(z.object({ context: z.string() })).optional(),
    })
    .nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: z
    .object({
      dismiss_stale_reviews: z.boolean().default(false),
      require_code_owner_reviews: z.boolean().default(false),
      required_approving_review_count: z
        .number()
        .int()
        .min(0)
        .max(6)
        .default(1),
      require_last_push_approval: z.boolean().default(false),
      bypass_pull_request_allowances: z.object({ users: logins }).nullish(),
    })
    .nullable(),
  restrictions: z
    .object({
      users: z.array(z.string()),
      teams: z.array(z.string()),
      apps: logins,
    })
    .nullable(),
  required_linear_history: flag,
  allow_force_pushes: flag,
  allow_deletions: flag,
  block_creations: flag,
  required_conversation_resolution: flag,
  lock_branch: flag,
  allow_fork_syncing: flag,
});

/** A branch's protection, as it is set whole. */
export function protectionRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors, records } = context;
  const read = {
    kind: 'repository',
    role: 'admin',
    permission: 'administration',
    level: 'read',
  } as const;
  const write = { ...read, level: 'write' } as const;

  async function requireBranch(project: ProjectRecord, branch: string) {
    if (!(await forge.git.of(project).resolve(`refs/heads/${branch}`))) {
      throw errors.notFound('Branch not found');
    }
  }
  const find = (project: ProjectRecord, branch: string) =>
    records.protections.find(
      each => each.projectId === project.id && each.branch === branch,
    );

  return [
    {
      method: 'GET',
      path,
      docs: 'branches/branch-protection#get-branch-protection',
      access: read,
      async handle({ repository, params }) {
        await requireBranch(repository, params.branch);
        const rule = find(repository, params.branch);
        if (!rule) {
          throw errors.notFound('Branch not protected');
        }
        return {
          status: 200,
          body: presentProtection(context, repository, rule),
        };
      },
    },
    {
      method: 'PUT',
      path,
      docs: 'branches/branch-protection#update-branch-protection',
      access: write,
      async handle({ repository, params, body }) {
        const given = readGithubParams(body, schema);
        await requireBranch(repository, params.branch);
        const namespace = forge.records.namespaces.get(repository.namespaceId)!;
        if (given.restrictions && namespace.kind === 'user') {
          throw errors.validation([
            'Only organization repositories can have users and team restrictions',
          ]);
        }
        const checks = given.required_status_checks;
        const reviews = given.required_pull_request_reviews;
        const known = find(repository, params.branch);
        const rule = records.protections.put({
          id: known?.id ?? records.protections.nextId(),
          projectId: repository.id,
          branch: params.branch,
          requiredStatusChecks: checks && {
            strict: checks.strict,
            contexts: [
              ...new Set([
                ...(checks.contexts ?? []),
                ...(checks.checks ?? []).map(check => check.context),
              ]),
            ],
          },
          enforceAdmins: given.enforce_admins ?? false,
          requiredReviews: reviews && {
            dismissStale: reviews.dismiss_stale_reviews,
            codeOwners: reviews.require_code_owner_reviews,
            count: reviews.required_approving_review_count,
            lastPushApproval: reviews.require_last_push_approval,
            bypassUsers: reviews.bypass_pull_request_allowances?.users ?? [],
          },
          restrictions: given.restrictions,
          linearHistory: given.required_linear_history ?? false,
          allowForcePushes: given.allow_force_pushes ?? false,
          allowDeletions: given.allow_deletions ?? false,
          blockCreations: given.block_creations ?? false,
          conversationResolution:
            given.required_conversation_resolution ?? false,
          lockBranch: given.lock_branch ?? false,
          allowForkSyncing: given.allow_fork_syncing ?? false,
        });
        return {
          status: 200,
          body: presentProtection(context, repository, rule),
        };
      },
    },
    {
      method: 'DELETE',
      path,
      docs: 'branches/branch-protection#delete-branch-protection',
      access: write,
      async handle({ repository, params }) {
        const rule = find(repository, params.branch);
        if (!rule) {
          throw errors.notFound('Branch not protected');
        }
        records.protections.delete(rule.id);
        return { status: 204 };
      },
    },
  ];
}
