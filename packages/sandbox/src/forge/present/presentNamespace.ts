import type { ForgeContext } from '../ForgeContext.ts';
import type { NamespaceRecord } from '../records/records.ts';

function webUrl(context: ForgeContext, namespace: NamespaceRecord): string {
  const prefix = namespace.kind === 'group' ? '/groups' : '';
  return `${context.baseUrl()}${prefix}/${namespace.fullPath}`;
}

/** `API_Entities_NamespaceBasic` */
export function presentNamespaceBasic(
  context: ForgeContext,
  namespace: NamespaceRecord,
) {
  return {
    id: namespace.id,
    name: namespace.name,
    path: namespace.path,
    kind: namespace.kind,
    full_path: namespace.fullPath,
    parent_id: namespace.parentId,
    avatar_url: null,
    web_url: webUrl(context, namespace),
  };
}

/** `API_Entities_Namespace` */
export function presentNamespace(
  context: ForgeContext,
  namespace: NamespaceRecord,
) {
  return {
    ...presentNamespaceBasic(context, namespace),
    ...(namespace.kind === 'group'
      ? {
          members_count_with_descendants: context.access.namespaceMembers(
            namespace.id,
          ).length,
        }
      : {}),
    projects_count: context.records.projects.filter(
      project => project.namespaceId === namespace.id,
    ).length,
    root_repository_size: null,
    plan: 'default',
    trial: false,
    trial_ends_on: null,
  };
}

/** `API_Entities_Group` */
export function presentGroup(
  context: ForgeContext,
  namespace: NamespaceRecord,
) {
  return {
    id: namespace.id,
    web_url: webUrl(context, namespace),
    name: namespace.name,
    path: namespace.path,
    description: namespace.description,
    visibility: namespace.visibility,
    share_with_group_lock: false,
    require_two_factor_authentication: false,
    two_factor_grace_period: 48,
    project_creation_level: 'developer',
    auto_devops_enabled: null,
    subgroup_creation_level: 'maintainer',
    emails_disabled: false,
    emails_enabled: true,
    mentions_disabled: null,
    lfs_enabled: true,
    math_rendering_limits_enabled: true,
    lock_math_rendering_limits_enabled: false,
    default_branch: null,
    default_branch_protection: 2,
    default_branch_protection_defaults: {
      allowed_to_push: [{ access_level: 40 }],
      allow_force_push: false,
      allowed_to_merge: [{ access_level: 40 }],
    },
    avatar_url: null,
    request_access_enabled: true,
    full_name: context.access
      .ancestry(namespace.id)
      .map(each => each.name)
      .reverse()
      .join(' / '),
    full_path: namespace.fullPath,
    created_at: namespace.createdAt,
    parent_id: namespace.parentId,
    organization_id: 1,
    shared_runners_setting: 'enabled',
    max_artifacts_size: null,
    marked_for_deletion_on: null,
  };
}
