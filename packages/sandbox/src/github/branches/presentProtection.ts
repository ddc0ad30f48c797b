import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentUser } from '../present/presentOwner.ts';
import { apiUrlOf } from '../present/presentRepository.ts';
import type { GithubProtectionRecord } from '../records/githubRecords.ts';

export function protectionUrl(
  context: GithubContext,
  project: ProjectRecord,
  branch: string,
): string {
  return `${apiUrlOf(context, project)}/branches/${encodeURIComponent(
    branch,
  )}/protection`;
}

/** `branch-protection` */
export function presentProtection(
  context: GithubContext,
  project: ProjectRecord,
  rule: GithubProtectionRecord,
) {
  const url = protectionUrl(context, project, rule.branch);
  const people = (logins: string[]) =>
    logins.flatMap(login => {
      const user = context.forge.records.users.find(
        each => each.username === login,
      );
      return user ? [presentUser(context, user)] : [];
    });
  const checks = rule.requiredStatusChecks;
  const reviews = rule.requiredReviews;
  const limits = rule.restrictions;
  return {
    url,
    ...(checks
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: checks.strict,
            contexts: checks.contexts,
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: checks.contexts.map(name => ({
              context: name,
              app_id: null,
            })),
          },
        }
      : {}),
    ...(reviews
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: reviews.dismissStale,
            require_code_owner_reviews: reviews.codeOwners,
            require_last_push_approval: reviews.lastPushApproval,
            required_approving_review_count: reviews.count,
            ...(reviews.bypassUsers.length > 0
              ? {
                  bypass_pull_request_allowances: {
                    users: people(reviews.bypassUsers),
                    teams: [],
                    apps: [],
                  },
                }
              : {}),
          },
        }
      : {}),
    ...(limits
      ? {
          restrictions: {
            url: `${url}/restrictions`,
            users_url: `${url}/restrictions/users`,
            teams_url: `${url}/restrictions/teams`,
            apps_url: `${url}/restrictions/apps`,
            users: people(limits.users),
            teams: [],
            apps: [],
          },
        }
      : {}),
    required_signatures: {
      url: `${url}/required_signatures`,
      enabled: false,
    },
    enforce_admins: {
      url: `${url}/enforce_admins`,
      enabled: rule.enforceAdmins,
    },
    required_linear_history: { enabled: rule.linearHistory },
    allow_force_pushes: { enabled: rule.allowForcePushes },
    allow_deletions: { enabled: rule.allowDeletions },
    block_creations: { enabled: rule.blockCreations },
    required_conversation_resolution: { enabled: rule.conversationResolution },
    lock_branch: { enabled: rule.lockBranch },
    allow_fork_syncing: { enabled: rule.allowForkSyncing },
  };
}
