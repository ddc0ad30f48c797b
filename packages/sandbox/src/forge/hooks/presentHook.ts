import type { HookRecord } from '../records/records.ts';

/** The settings that turn a hook's events on and off. */
export const hookSettings = [
  'push_events',
  'tag_push_events',
  'merge_requests_events',
  'repository_update_events',
  'issues_events',
  'confidential_issues_events',
  'note_events',
  'confidential_note_events',
  'pipeline_events',
  'wiki_page_events',
  'deployment_events',
  'feature_flag_events',
  'job_events',
  'releases_events',
  'milestone_events',
  'emoji_events',
  'resource_access_token_events',
] as const;

/** `API_Entities_ProjectHook`: without the token. */
export function presentHook(hook: HookRecord) {
  return {
    id: hook.id,
    url: hook.url,
    name: hook.name,
    description: hook.description,
    created_at: hook.createdAt,
    ...Object.fromEntries(
      hookSettings.map(setting => [setting, hook.events.includes(setting)]),
    ),
    enable_ssl_verification: hook.enableSslVerification,
    alert_status:
      hook.recentFailures > 3 ? 'temporarily_disabled' : 'executable',
    disabled_until: hook.disabledUntil,
    url_variables: [],
    push_events_branch_filter: hook.pushEventsBranchFilter || null,
    branch_filter_strategy: hook.branchFilterStrategy,
    custom_webhook_template: null,
    custom_headers: [],
    project_id: hook.projectId,
  };
}
