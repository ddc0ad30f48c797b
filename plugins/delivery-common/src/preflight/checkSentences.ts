/** The looks that preflight takes, and why one was not taken. */
export const checkSentences = {
  'preflight.check.forge': 'Whether the forge answers.',
  'preflight.check.token': "What the portal's token is good for.",
  'preflight.check.forge-quota':
    'Whether the forge answers as often as a launch asks.',
  'preflight.check.group': 'What the portal may do in the group.',
  'preflight.check.repository': 'Whether the name is free or ours.',
  'preflight.check.branch':
    'Whether the default branch is there and can be pushed to.',
  'preflight.check.branches':
    'Whether both repositories have the same default branch.',
  'preflight.check.ci-push': "Whether the pipeline's credential may push.",
  'preflight.check.runner': "Whether a runner takes the pipeline's jobs.",
  'preflight.check.registry': 'Whether the registry answers.',
  'preflight.check.registry-login': 'Whether the registry takes a login.',
  'preflight.check.registry-address':
    'Whether the nodes can reach the registry.',
  'preflight.check.pull-secret': 'Whether the pull secret works.',
  'preflight.check.repository-address':
    'Whether Argo CD can reach the repositories.',
  'preflight.check.cluster': 'Whether the cluster answers.',
  'preflight.check.cluster-token': "Whether it takes the portal's token.",
  'preflight.check.cluster-version': 'Whether its release is a known one.',
  'preflight.check.cluster-rights': 'What the portal may do there.',
  'preflight.check.kinds': 'Whether the kinds of Argo are served.',
  'preflight.check.controller': 'Whether the controller runs.',
  'preflight.check.namespace': 'Whether the namespace can be used.',
  'preflight.check.objects': 'Whether the names in it are free or ours.',
  'preflight.check.quota': 'Whether what is asked for fits the quota.',
  'preflight.check.argocd-repository':
    "Whether Argo CD's credential for the repository works.",
  'preflight.check.argocd-cluster': 'Whether Argo CD may deploy to the place.',
  'preflight.check.hook-delivery':
    'Whether the webhooks that are there deliver.',
  'preflight.check.hook': 'Whether webhooks come to the portal.',

  'preflight.skipped.after':
    'Not looked at: it needs what was not well at {{place}}.',
  'preflight.skipped.failed': 'It could not be found out: {{reason}}.',
  'preflight.skipped.slow': 'There was no answer within {{seconds}} seconds.',
} as const;
