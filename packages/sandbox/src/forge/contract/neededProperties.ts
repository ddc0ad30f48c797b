const table: Record<string, string> = {
  API_Entities_BasicProjectDetails: 'id name path path_with_namespace',
  API_Entities_Project:
    'web_url namespace last_activity_at id name path_with_namespace default_branch http_url_to_repo empty_repo archived visibility container_registry_image_prefix _links merge_method marked_for_deletion_on',
  API_Entities_ProjectWithAccess:
    'id path_with_namespace default_branch empty_repo permissions',
  API_Entities_Group:
    'id name path full_path full_name visibility web_url parent_id',
  API_Entities_GroupDetail: 'id full_path projects shared_projects',
  API_Entities_Namespace: 'id name path kind full_path parent_id web_url',
  API_Entities_UserBasic: 'id username name state avatar_url web_url',
  API_Entities_Member: 'id username access_level expires_at',
  API_Entities_Metadata: 'version revision kas enterprise',
  API_Entities_PersonalAccessToken:
    'id name revoked scopes user_id active expires_at',
  API_Entities_ResourceAccessToken:
    'id name revoked scopes user_id active expires_at access_level',
  API_Entities_ResourceAccessTokenWithToken: 'id token access_level expires_at',
  API_Entities_DeployToken:
    'id name username expires_at scopes revoked expired',
  API_Entities_DeployTokenWithToken: 'id username token',
  API_Entities_Ci_Variable: 'variable_type key value',
  API_Entities_TreeObject: 'id name type path mode',
  API_Entities_Commit:
    'id short_id title message parent_ids author_name author_email authored_date committed_date created_at web_url',
  API_Entities_CommitDetail: 'id stats status project_id last_pipeline',
  API_Entities_Diff:
    'diff new_path old_path a_mode b_mode new_file renamed_file deleted_file',
  API_Entities_Compare: 'commit commits diffs compare_timeout compare_same_ref',
  API_Entities_CommitStatus:
    'id sha ref status name target_url author allow_failure',
  API_Entities_Branch:
    'name commit merged protected developers_can_push can_push default web_url',
  API_Entities_Tag: 'name message target commit release protected',
  API_Entities_ProtectedBranch:
    'id name push_access_levels merge_access_levels allow_force_push',
  API_Entities_ProjectHook:
    'id url push_events pipeline_events job_events enable_ssl_verification project_id',
  API_Entities_MergeRequest:
    'id iid state title source_branch target_branch sha detailed_merge_status merge_commit_sha diff_refs head_pipeline user',
  API_Entities_MergeRequestBasic:
    'id iid state sha author detailed_merge_status web_url',
  API_Entities_Ci_PipelineBasic:
    'id iid project_id sha ref status source created_at updated_at web_url',
  API_Entities_Ci_Pipeline:
    'id iid sha ref status yaml_errors user started_at finished_at duration detailed_status',
  API_Entities_Ci_PipelineWithMetadata: 'id status detailed_status name',
  API_Entities_Ci_Job:
    'id status stage name ref allow_failure created_at started_at finished_at duration user commit pipeline web_url project runner tag_list',
  API_Entities_Environment: 'id name slug external_url state tier',
  API_Entities_Deployment: 'id iid ref sha status user environment deployable',
  API_Entities_Ci_Runner:
    'id description active paused is_shared runner_type online status',
  API_Entities_Ci_RunnerDetails: 'id tag_list run_untagged locked',
  API_Entities_Ci_Lint_Result: 'valid errors warnings merged_yaml includes',
  API_Entities_ContainerRegistry_Repository:
    'id name path project_id location created_at',
  API_Entities_ContainerRegistry_Tag: 'name path location',
  API_Entities_ContainerRegistry_TagDetails:
    'name digest revision total_size created_at',
};

/**
 * What an entity has to have: the description requires nothing of it, and an empty object would
 * do.
 */
export const neededProperties: Record<string, string[]> = Object.fromEntries(
  Object.entries(table).map(([name, words]) => [name, words.split(' ')]),
);
