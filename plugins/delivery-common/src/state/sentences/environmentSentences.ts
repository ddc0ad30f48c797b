/**
 * How an environment stands. `{{wanted}}` and `{{live}}` are image tags, or a short commit where
 * the tag is not known.
 */
export const environmentSentences = {
  'environment.noApplication': 'Nothing has been deployed here yet.',
  'environment.neverSynced':
    'Nothing has been deployed here yet: {{wanted}} waits for somebody to sync.',
  'environment.neverSyncedToEnd':
    'Nothing has been deployed here yet: the last attempt was stopped before its end.',
  'environment.nothingInGit':
    'Git asks for nothing here: the path {{path}} holds no resources.',
  'environment.notLookedAt': 'Argo CD has not looked at this environment yet.',
  'environment.removing': 'This environment is being removed.',
  'environment.deploying': 'Deploying {{wanted}}.',
  'environment.deployingWaits':
    'Deploying {{wanted}}: waiting for {{object}} to become healthy.',
  'environment.deployingHook':
    'Deploying {{wanted}}: waiting for {{object}} to finish.',
  'environment.stopping': 'The deployment of {{wanted}} is being stopped.',
  'environment.stopped':
    'The deployment of {{wanted}} was stopped before its end: {{live}} is live.',
  'environment.aboutToDeploy':
    'Git asks for {{wanted}}: Argo CD is about to deploy it.',
  'environment.comparing':
    'Deployed: Argo CD is checking that the cluster now fits git.',
  'environment.confirming':
    '{{live}} is live: waiting for Argo CD to confirm that all is well.',
  'environment.othersNotReady':
    '{{live}} is live: waiting for {{object}} to become ready.',
  'environment.workloadNotSeen':
    'Waiting for {{object}} to appear in the cluster.',
  'environment.blockedByWindow':
    '{{wanted}} waits: the project allows no deployments at this time.',
  'environment.outOfSync': '{{live}} is live, but git asks for {{wanted}}.',
  'environment.drifted':
    '{{live}} is live, but other settings in the cluster differ from git.',
  'environment.rolledBack':
    'Rolled back to {{live}}: git still asks for {{wanted}}.',
  'environment.cannotCompare':
    '{{live}} is live and well, but what git asks for cannot be read.',
  'environment.cannotTell': 'Argo CD cannot tell how this environment is.',
  'environment.healthy': '{{live}} is live and healthy.',
  'environment.healthyResources':
    'All that git asks for is deployed and healthy.',
  'environment.resourcesProgressing':
    'Waiting for all that git asks for to become ready.',
  'environment.resourcesSuspended':
    'Something here is suspended until somebody resumes it.',
} as const;
