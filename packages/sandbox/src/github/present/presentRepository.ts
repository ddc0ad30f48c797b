import type { ProjectRecord } from '../../forge/records/records.ts';
import type { RepositoryRole } from '../api/GithubRoute.ts';
import { isAtLeast } from '../access/GithubAccess.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from './nodeId.ts';
import { presentNamespace } from './presentOwner.ts';

/** What follows a repository's own URL in each of its `…_url`s. */
const links = {
  forks_url: '/forks',
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  teams_url: '/teams',
  hooks_url: '/hooks',
  issue_events_url: '/issues/events{/number}',
  events_url: '/events',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  tags_url: '/tags',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  languages_url: '/languages',
  stargazers_url: '/stargazers',
  contributors_url: '/contributors',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  merges_url: '/merges',
  archive_url: '/{archive_format}{/ref}',
  downloads_url: '/downloads',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  labels_url: '/labels{/name}',
  releases_url: '/releases{/id}',
  deployments_url: '/deployments',
};

/** A flag that the forge only remembers. */
function setting(project: ProjectRecord, name: string, otherwise: boolean) {
  return project.github?.[name] ?? otherwise;
}

export function apiUrlOf(
  context: Pick<GithubContext, 'apiUrl'>,
  project: ProjectRecord,
): string {
  return `${context.apiUrl()}/repos/${project.fullPath}`;
}

export function webUrlOf(
  context: Pick<GithubContext, 'webUrl'>,
  project: ProjectRecord,
): string {
  return `${context.webUrl()}/${project.fullPath}`;
}

/** `minimal-repository`, as other things name the one that they are of. */
export function presentMinimalRepository(
  context: GithubContext,
  project: ProjectRecord,
) {
  const url = apiUrlOf(context, project);
  const namespace = context.forge.records.namespaces.get(project.namespaceId)!;
  return {
    id: project.id,
    node_id: nodeId('Repository', project.id),
    name: project.path,
    full_name: project.fullPath,
    private: project.visibility !== 'public',
    owner: presentNamespace(context, namespace),
    html_url: webUrlOf(context, project),
    description: project.description,
    fork: project.forkedFromId !== null,
    url,
    ...Object.fromEntries(
      Object.entries(links).map(([name, rest]) => [name, `${url}${rest}`]),
    ),
  };
}

/** `repository`; with a role what whoever asks may do. */
export function presentRepository(
  context: GithubContext,
  project: ProjectRecord,
  role?: RepositoryRole,
) {
  const web = webUrlOf(context, project);
  const host = new URL(web).host;
  const ssh = context.sshUrl();
  const flag = (name: string, otherwise: boolean) =>
    setting(project, name, otherwise);
  const has = (needed: RepositoryRole) => isAtLeast(role ?? 'none', needed);
  return {
    ...presentMinimalRepository(context, project),
    created_at: seconds(project.createdAt),
    updated_at: seconds(project.updatedAt),
    pushed_at: seconds(project.lastActivityAt),
    git_url: `git://${host}/${project.fullPath}.git`,
    // Without SSH there is no such address; the field is never null on GitHub.
    ssh_url: `${ssh ?? `ssh://git@${host}`}/${project.fullPath}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: flag('has_issues', true),
    has_projects: flag('has_projects', true),
    has_downloads: true,
    has_wiki: flag('has_wiki', true),
    has_pages: false,
    has_discussions: flag('has_discussions', false),
    forks_count: 0,
    mirror_url: null,
    archived: project.archived,
    disabled: false,
    open_issues_count: 0,
    license: null,
    allow_forking: true,
    is_template: flag('is_template', false),
    web_commit_signoff_required: false,
    topics: project.topics,
    visibility: project.visibility,
    forks: 0,
    open_issues: 0,
    watchers: 0,
    default_branch: project.defaultBranch,
    ...(role
      ? {
          permissions: {
            admin: has('admin'),
            maintain: has('maintain'),
            push: has('write'),
            triage: has('triage'),
            pull: has('read'),
          },
        }
      : {}),
  };
}

/** `full-repository`: one alone, with what its owners set. */
export function presentFullRepository(
  context: GithubContext,
  project: ProjectRecord,
  role?: RepositoryRole,
) {
  const namespace = context.forge.records.namespaces.get(project.namespaceId)!;
  const flag = (name: string, otherwise: boolean) =>
    setting(project, name, otherwise);
  return {
    ...presentRepository(context, project, role),
    allow_squash_merge: flag('allow_squash_merge', true),
    allow_merge_commit: flag('allow_merge_commit', true),
    allow_rebase_merge: flag('allow_rebase_merge', true),
    allow_auto_merge: flag('allow_auto_merge', false),
    delete_branch_on_merge: flag('delete_branch_on_merge', false),
    allow_update_branch: flag('allow_update_branch', false),
    use_squash_pr_title_as_default: false,
    ...(namespace.kind === 'group'
      ? { organization: presentNamespace(context, namespace) }
      : {}),
    network_count: 0,
    subscribers_count: 0,
  };
}

/** GitHub's times have no fractions of a second. */
export function seconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
