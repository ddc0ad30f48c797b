import { fitsRuleset } from '../../git/githubPushRules.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import { presentCommit } from '../commits/presentCommit.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf, webUrlOf } from '../present/presentRepository.ts';
import { presentProtection, protectionUrl } from './presentProtection.ts';

const path = '/repos/{owner}/{repo}/branches';
const read = {
  kind: 'repository',
  role: 'read',
  permission: 'contents',
  level: 'read',
} as const;

/** The branches of a repository. */
export function branchRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors, records } = context;

  const protectionOf = (project: ProjectRecord, branch: string) =>
    records.protections.find(
      each => each.projectId === project.id && each.branch === branch,
    );

  /** A ruleset protects as well; of GitLab's own rules those of the branch. */
  function isProtected(project: ProjectRecord, branch: string): boolean {
    return (
      protectionOf(project, branch) !== undefined ||
      records.rulesets
        .filter(
          each =>
            each.projectId === project.id && each.enforcement === 'active',
        )
        .some(each =>
          fitsRuleset(
            {
              target: each.target,
              include: each.conditions.ref_name?.include ?? [],
              exclude: each.conditions.ref_name?.exclude ?? [],
            },
            `refs/heads/${branch}`,
            project.defaultBranch,
          ),
        )
    );
  }

  /** What is told of a branch's protection to whoever may see the branch. */
  function summary(project: ProjectRecord, branch: string) {
    const rule = protectionOf(project, branch);
    const checks = rule?.requiredStatusChecks;
    return {
      protected: isProtected(project, branch),
      protection: {
        enabled: rule !== undefined,
        required_status_checks: {
          enforcement_level: checks
            ? rule.enforceAdmins
              ? 'everyone'
              : 'non_admins'
            : 'off',
          contexts: checks?.contexts ?? [],
          checks: (checks?.contexts ?? []).map(name => ({
            context: name,
            app_id: null,
          })),
        },
      },
      protection_url: protectionUrl(context, project, branch),
    };
  }

  return [
    {
      method: 'GET',
      path,
      docs: 'branches/branches#list-branches',
      access: read,
      async handle(request) {
        const { repository, query } = request;
        const refs = await forge.git.of(repository).refs('refs/heads/');
        const branches = [...refs]
          .map(([ref, sha]) => ({ name: ref.slice('refs/heads/'.length), sha }))
          .filter(
            ({ name }) =>
              query.protected === undefined ||
              String(isProtected(repository, name)) === query.protected,
          );
        return context.paginate(request, branches, {
          present: ({ name, sha }) => ({
            name,
            commit: {
              sha,
              url: `${apiUrlOf(context, repository)}/commits/${sha}`,
            },
            ...summary(repository, name),
          }),
        });
      },
    },
    {
      method: 'GET',
      path: `${path}/{branch}`,
      docs: 'branches/branches#get-a-branch',
      access: read,
      async handle({ repository, params }) {
        const name = params.branch;
        const commit = await forge.git
          .of(repository)
          .commit(`refs/heads/${name}`);
        if (!commit) {
          throw errors.notFound('Branch not found');
        }
        const rule = protectionOf(repository, name);
        const { protection, ...rest } = summary(repository, name);
        return {
          status: 200,
          body: {
            name,
            commit: presentCommit(context, repository, commit),
            _links: {
              self: `${apiUrlOf(context, repository)}/branches/${name}`,
              html: `${webUrlOf(context, repository)}/tree/${name}`,
            },
            ...rest,
            protection: rule
              ? {
                  ...presentProtection(context, repository, rule),
                  ...protection,
                }
              : protection,
          },
        };
      },
    },
  ];
}
