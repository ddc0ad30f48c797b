import type { GithubPushRules } from '../../git/githubPushRules.ts';
import type {
  DeployKeyRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import { isAtLeast } from '../access/GithubAccess.ts';
import type { GithubContext } from '../GithubContext.ts';
import { webUrlOf } from '../present/presentRepository.ts';

/** Whoever moves a ref: a token, or a key over SSH. */
export type Pusher =
  | GithubPrincipal
  | { kind: 'deploy-key'; key: DeployKeyRecord };

/** The numbers by which rulesets name roles. */
const roleNumbers = { maintain: 2, write: 4, admin: 5 } as const;

function isAdmin(
  context: GithubContext,
  project: ProjectRecord,
  pusher: Pusher,
): boolean {
  switch (pusher.kind) {
    case 'deploy-key':
      // A key may do what an administrator may, as GitHub's page on keys has it.
      return true;
    case 'classic':
    case 'fine-grained':
      return context.access.userRole(pusher.userId, project) === 'admin';
    default:
      return false;
  }
}

function bypasses(
  context: GithubContext,
  project: ProjectRecord,
  pusher: Pusher,
  actor: Record<string, any>,
  byPullRequest: boolean,
): boolean {
  if (actor.bypass_mode === 'pull_request' && !byPullRequest) {
    return false;
  }
  const id = Number(actor.actor_id);
  switch (actor.actor_type) {
    case 'DeployKey':
      return pusher.kind === 'deploy-key';
    case 'Integration':
      return pusher.kind === 'installation' && pusher.appId === id;
    case 'OrganizationAdmin':
      return pusher.kind === 'classic' && isAdmin(context, project, pusher);
    case 'RepositoryRole': {
      if (pusher.kind !== 'classic' && pusher.kind !== 'fine-grained') {
        return false;
      }
      const role = context.access.userRole(pusher.userId, project);
      const needed = (['write', 'maintain', 'admin'] as const).find(
        each => roleNumbers[each] === id,
      );
      return needed !== undefined && isAtLeast(role, needed);
    }
    default:
      return false;
  }
}

function workflowRefusal(
  context: GithubContext,
  pusher: Pusher,
): GithubPushRules['workflowRefusal'] {
  switch (pusher.kind) {
    case 'classic':
      return pusher.scopes.includes('workflow')
        ? undefined
        : { by: 'Personal Access Token', needs: '`workflow` scope' };
    case 'fine-grained':
      return context.access.permits(pusher, 'workflows', 'write')
        ? undefined
        : { by: 'Personal Access Token', needs: '`workflows` permission' };
    case 'installation':
    case 'workflow':
      return context.access.permits(pusher, 'workflows', 'write')
        ? undefined
        : { by: 'GitHub App', needs: '`workflows` permission' };
    case 'deploy-key':
    case 'app':
      return undefined;
    default:
      return pusher satisfies never;
  }
}

/** The checks that have succeeded, of the commits that something says anything about. */
async function passedChecks(
  context: GithubContext,
  project: ProjectRecord,
  more: string[],
): Promise<Record<string, string[]>> {
  const { forge } = context;
  const heads = await forge.git.of(project).refs('refs/heads/');
  const statuses = forge.records.commitStatuses.filter(
    status => status.projectId === project.id,
  );
  const shas = new Set([
    ...more,
    ...heads.values(),
    ...statuses.map(status => status.sha),
  ]);
  return Object.fromEntries(
    [...shas].map(sha => {
      const latest = new Map(
        statuses
          .filter(status => status.sha === sha)
          .map(status => [status.name, status.status === 'success']),
      );
      for (const { name, conclusion } of context.actions.checks(project, sha)) {
        latest.set(
          name,
          ['success', 'neutral', 'skipped'].includes(conclusion ?? ''),
        );
      }
      return [
        sha,
        [...latest].filter(([, isGood]) => isGood).map(([name]) => name),
      ];
    }),
  );
}

/** All that decides whether this pusher may move refs of a repository. */
export async function pushRulesOf(
  context: GithubContext,
  project: ProjectRecord,
  pusher: Pusher,
  options: { shas?: string[]; byPullRequest?: boolean } = {},
): Promise<GithubPushRules> {
  const { records, forge } = context;
  const userId = 'userId' in pusher ? pusher.userId : undefined;
  const login = userId ? forge.records.users.get(userId)?.username : undefined;
  return {
    login: login ?? '',
    admin: isAdmin(context, project, pusher),
    defaultBranch: project.defaultBranch,
    protections: records.protections
      .filter(each => each.projectId === project.id)
      .map(each => ({
        branch: each.branch,
        enforceAdmins: each.enforceAdmins,
        requiresPullRequest:
          each.requiredReviews !== null &&
          !each.requiredReviews.bypassUsers.includes(login ?? ''),
        requiredChecks: each.requiredStatusChecks?.contexts ?? [],
        pushers: each.restrictions
          ? [
              ...each.restrictions.users,
              ...each.restrictions.apps.map(app => `${app}[bot]`),
            ]
          : null,
        linearHistory: each.linearHistory,
        allowForcePushes: each.allowForcePushes,
        allowDeletions: each.allowDeletions,
        lockBranch: each.lockBranch,
      })),
    rulesets: records.rulesets
      .filter(
        each =>
          each.projectId === project.id &&
          each.enforcement === 'active' &&
          !each.bypassActors.some(actor =>
            bypasses(
              context,
              project,
              pusher,
              actor,
              options.byPullRequest ?? false,
            ),
          ),
      )
      .map(each => ({
        target: each.target,
        include: each.conditions.ref_name?.include ?? [],
        exclude: each.conditions.ref_name?.exclude ?? [],
        rules: each.rules,
      })),
    passed: await passedChecks(context, project, options.shas ?? []),
    workflowRefusal: workflowRefusal(context, pusher),
    rulesUrl: `${webUrlOf(context, project)}/rules`,
  };
}
