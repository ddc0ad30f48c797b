/** The events that a hook can be told of: the setting that turns it on, and its header. */
export const hookEvents = {
  push: { setting: 'push_events', header: 'Push Hook' },
  tag_push: { setting: 'tag_push_events', header: 'Tag Push Hook' },
  pipeline: { setting: 'pipeline_events', header: 'Pipeline Hook' },
  job: { setting: 'job_events', header: 'Job Hook' },
  deployment: { setting: 'deployment_events', header: 'Deployment Hook' },
  merge_request: {
    setting: 'merge_requests_events',
    header: 'Merge Request Hook',
  },
} as const;

export type HookEvent = keyof typeof hookEvents;
