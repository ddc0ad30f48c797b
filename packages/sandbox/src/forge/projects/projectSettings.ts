import { errors } from '../errors/errors.ts';
import { types } from '../router/readParams.ts';
import type { ParamType } from '../router/readParams.ts';

/** Settings that the forge keeps and answers; a client's value has to be of the same type. */
export const defaultSettings: Record<string, unknown> = {
  packages_enabled: true,
  resolve_outdated_diff_discussions: false,
  repository_object_format: 'sha1',
  issues_enabled: true,
  merge_requests_enabled: true,
  wiki_enabled: true,
  jobs_enabled: true,
  snippets_enabled: true,
  container_registry_enabled: true,
  service_desk_enabled: false,
  issues_access_level: 'enabled',
  repository_access_level: 'enabled',
  merge_requests_access_level: 'enabled',
  forking_access_level: 'enabled',
  wiki_access_level: 'enabled',
  builds_access_level: 'enabled',
  snippets_access_level: 'enabled',
  pages_access_level: 'private',
  analytics_access_level: 'enabled',
  container_registry_access_level: 'enabled',
  security_and_compliance_access_level: 'private',
  releases_access_level: 'enabled',
  environments_access_level: 'enabled',
  feature_flags_access_level: 'enabled',
  infrastructure_access_level: 'enabled',
  monitor_access_level: 'enabled',
  model_experiments_access_level: 'enabled',
  model_registry_access_level: 'enabled',
  emails_disabled: false,
  emails_enabled: true,
  shared_runners_enabled: true,
  lfs_enabled: true,
  ci_default_git_depth: 20,
  ci_forward_deployment_enabled: true,
  ci_forward_deployment_rollback_allowed: true,
  ci_job_token_scope_enabled: false,
  ci_separated_caches: true,
  ci_allow_fork_pipelines_to_run_in_parent_project: true,
  ci_pipeline_variables_minimum_override_role: 'developer',
  ci_push_repository_for_job_token_allowed: false,
  build_git_strategy: 'fetch',
  keep_latest_artifact: true,
  restrict_user_defined_variables: false,
  group_runners_enabled: true,
  auto_cancel_pending_pipelines: 'enabled',
  build_timeout: 3600,
  auto_devops_enabled: false,
  auto_devops_deploy_strategy: 'continuous',
  ci_config_path: '',
  public_jobs: true,
  only_allow_merge_if_pipeline_succeeds: false,
  allow_merge_on_skipped_pipeline: false,
  request_access_enabled: true,
  only_allow_merge_if_all_discussions_are_resolved: false,
  remove_source_branch_after_merge: true,
  printing_merge_request_link_enabled: true,
  merge_method: 'merge',
  squash_option: 'default_off',
  enforce_auth_checks_on_uploads: true,
  suggestion_commit_message: '',
  merge_commit_template: '',
  squash_commit_template: '',
  issue_branch_template: '',
  warn_about_potentially_unwanted_characters: true,
  autoclose_referenced_issues: true,
};

const enums: Record<string, string[]> = {
  merge_method: ['ff', 'rebase_merge', 'merge'],
  squash_option: ['never', 'always', 'default_on', 'default_off'],
  build_git_strategy: ['fetch', 'clone'],
  auto_cancel_pending_pipelines: ['disabled', 'enabled'],
};

function typeOf(name: string, value: unknown): ParamType<unknown> {
  if (enums[name]) {
    return types.oneOf(...enums[name]);
  }
  if (name.endsWith('_access_level')) {
    return types.oneOf('disabled', 'private', 'enabled', 'public');
  }
  switch (typeof value) {
    case 'boolean':
      return types.boolean;
    case 'number':
      return types.integer;
    default:
      return types.string;
  }
}

/** The settings among the parameters of creating or editing a project. */
export function readSettings(
  body: Record<string, any>,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, standard] of Object.entries(defaultSettings)) {
    if (body[name] !== undefined && body[name] !== null) {
      const result = typeOf(name, standard).read(body[name]);
      if ('problem' in result) {
        problems.push(`${name} ${result.problem}`);
      } else {
        settings[name] = result.value;
      }
    }
  }
  if (problems.length > 0) {
    throw errors.parameters(problems);
  }
  return settings;
}
