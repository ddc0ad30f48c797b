import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { defaultSettings } from '../projects/projectSettings.ts';
import type { ProjectRecord } from '../records/records.ts';
import { presentNamespaceBasic } from './presentNamespace.ts';
import { presentUserById } from './presentUser.ts';

/** What presenting a project needs to know of its repository. */
export interface RepositoryFacts {
  empty: boolean;
  readme: string | undefined;
}

const readmes = /^readme(\.(md|markdown|txt|rst|adoc))?$/i;

export async function readRepositoryFacts(
  context: ForgeContext,
  project: ProjectRecord,
): Promise<RepositoryFacts> {
  const git = context.git.of(project);
  const head = await git.resolve(`refs/heads/${project.defaultBranch}`);
  if (!head) {
    return { empty: await git.isEmpty(), readme: undefined };
  }
  const entries = await git.tree(head, '', false);
  return {
    empty: false,
    readme: entries.find(entry => readmes.test(entry.path))?.path,
  };
}

/** `API_Entities_BasicProjectDetails` */
export function presentProjectBasic(
  context: ForgeContext,
  project: ProjectRecord,
  facts: RepositoryFacts,
) {
  const baseUrl = context.baseUrl();
  const namespace = context.records.namespaces.get(project.namespaceId)!;
  const owner = context.access
    .ancestry(project.namespaceId)
    .map(each => each.name)
    .reverse()
    .join(' / ');
  const webUrl = `${baseUrl}/${project.fullPath}`;
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: `${owner} / ${project.name}`,
    path: project.path,
    path_with_namespace: project.fullPath,
    created_at: project.createdAt,
    default_branch: project.defaultBranch,
    tag_list: project.topics,
    topics: project.topics,
    ssh_url_to_repo: `git@${new URL(baseUrl || 'http://127.0.0.1').hostname}:${
      project.fullPath
    }.git`,
    http_url_to_repo: `${webUrl}.git`,
    web_url: webUrl,
    readme_url: facts.readme
      ? `${webUrl}/-/blob/${project.defaultBranch}/${facts.readme}`
      : null,
    forks_count: context.records.projects.filter(
      other => other.forkedFromId === project.id,
    ).length,
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.lastActivityAt,
    namespace: presentNamespaceBasic(context, namespace),
  };
}

function presentLinks(context: ForgeContext, project: ProjectRecord) {
  const self = `${context.baseUrl()}/api/v4/projects/${project.id}`;
  return {
    self,
    issues: `${self}/issues`,
    merge_requests: `${self}/merge_requests`,
    repo_branches: `${self}/repository/branches`,
    labels: `${self}/labels`,
    events: `${self}/events`,
    members: `${self}/members`,
    cluster_agents: `${self}/cluster_agents`,
  };
}

/** `API_Entities_Project` */
export function presentProject(
  context: ForgeContext,
  project: ProjectRecord,
  facts: RepositoryFacts,
) {
  const namespace = context.records.namespaces.get(project.namespaceId)!;
  const forkedFrom =
    project.forkedFromId === null
      ? undefined
      : context.records.projects.get(project.forkedFromId);
  return {
    ...presentProjectBasic(context, project, facts),
    container_registry_image_prefix: `${context.registryHost()}/${project.fullPath.toLowerCase()}`,
    _links: presentLinks(context, project),
    empty_repo: facts.empty,
    archived: project.archived || project.markedForDeletionOn !== null,
    visibility: project.visibility,
    ...(namespace.kind === 'user'
      ? { owner: presentUserById(context, namespace.ownerId ?? null) }
      : {}),
    ...(forkedFrom
      ? {
          forked_from_project: presentProjectBasic(context, forkedFrom, {
            empty: false,
            readme: undefined,
          }),
        }
      : {}),
    ...defaultSettings,
    ...project.settings,
    service_desk_address: null,
    can_create_merge_request_in: true,
    creator_id: project.creatorId,
    mr_default_target_self: false,
    import_url: null,
    import_type: null,
    import_status: project.forkedFromId === null ? 'none' : 'finished',
    import_error: null,
    open_issues_count: 0,
    description_html: '',
    updated_at: project.updatedAt,
    ci_delete_pipelines_in_seconds: null,
    ci_id_token_sub_claim_components: ['project_path', 'ref_type', 'ref'],
    runner_token_expiration_interval: null,
    shared_with_groups: [],
    max_artifacts_size: null,
    marked_for_deletion_at: project.markedForDeletionOn,
    marked_for_deletion_on: project.markedForDeletionOn,
  };
}

/** `API_Entities_ProjectWithAccess` */
export function presentProjectWithAccess(
  context: ForgeContext,
  project: ProjectRecord,
  facts: RepositoryFacts,
  principal: Principal | undefined,
) {
  const userId =
    principal && 'userId' in principal ? principal.userId : undefined;
  const levelOf = (source: 'group' | 'project', ids: number[]) => {
    const levels = context.records.members
      .filter(
        member =>
          member.source === source &&
          member.userId === userId &&
          ids.includes(member.sourceId),
      )
      .map(member => member.accessLevel);
    return levels.length > 0
      ? { access_level: Math.max(...levels), notification_level: 3 }
      : null;
  };
  const groups = context.access
    .ancestry(project.namespaceId)
    .map(namespace => namespace.id);
  return {
    ...presentProject(context, project, facts),
    permissions: {
      project_access: levelOf('project', [project.id]),
      group_access: levelOf('group', groups),
    },
  };
}
