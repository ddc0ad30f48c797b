/** What the operations and their confirmation say. */
export const operationMessages = {
  of: 'Operations for {{title}}',
  refresh: {
    label: 'Refresh',
    consequence: 'Nothing in the cluster changes.',
  },
  sync: {
    label: 'Sync',
    consequence:
      'Argo CD brings what git asks for into the cluster. If that is a new version, its rollout starts.',
  },
  promote: {
    label: 'Promote',
    consequence:
      'The steps that follow still run, pauses and analysis included.',
  },
  promoteFull: {
    label: 'Promote fully',
    consequence:
      'Every remaining step, pause and analysis is skipped, and all users get the new version.',
  },
  abort: {
    label: 'Abort',
    consequence:
      'All users go back to the stable version. The rollout stays aborted until it is retried or git asks for another version.',
  },
  retry: {
    label: 'Retry',
    consequence: 'The rollout starts again from its first step.',
  },
  retryPipeline: {
    label: 'Retry',
    consequence:
      'Failed and cancelled jobs run again, and so do the jobs after them; that can deploy.',
  },
  dialog: {
    title: '{{label}} {{title}}?',
    reason: 'Reason',
    reasonOptional: 'optional',
    reasonHelp: 'Kept in the audit log with your name.',
    cancel: 'Cancel',
    close: 'Close',
    confirm: '{{label}}',
    movedOn: 'The state has moved on: {{reason}}.',
    movedOnAgain: 'What follows is what would happen now.',
    movedOnGone: 'This operation is no longer offered.',
    movedOnLoading: 'Fetching the new state',
    refused: 'You may not do this',
    refusedOwners: 'Its owner may, and so may the platform owners: {{owners}}.',
    refusedNoOwner: 'The owner of the service and the platform owners may.',
    failed: 'It did not work: {{reason}}',
  },
  accepted: '{{label}} accepted for {{title}}. The page follows what happens.',
} as const;
