/** What a workload is doing. `{{image}}` is the tag on its way, `{{stable}}` the one before it. */
export const rolloutSentences = {
  'rollout.takingUpFirst':
    'The first deployment of {{name}} is being taken up.',
  'rollout.takingUpImage': 'The change to {{image}} is being taken up.',
  'rollout.takingUp': 'A change of the settings is being taken up.',
  'rollout.takingUpPromotion': 'The promotion of {{image}} is being taken up.',
  'rollout.takingUpRetry': 'The retry of {{image}} is being taken up.',
  'rollout.creatingPods': 'Starting {{image}}: its pods are being created.',
  'rollout.startingPods':
    'Starting {{image}}: waiting for its pods to become ready.',
  'rollout.recovering': 'Waiting for all pods of {{image}} to be ready.',
  'rollout.restarting': 'The pods of {{image}} are being restarted.',
  'rollout.replacing': 'Rolling out {{image}}: its pods replace the old ones.',
  'rollout.step':
    'Rolling out {{image}}, step {{step}} of {{steps}}: it is to get {{weight}} % of the traffic.',
  'rollout.stepWithoutTraffic':
    'Rolling out {{image}}, step {{step}} of {{steps}}: no traffic goes to it yet.',
  'rollout.allSteps': 'All steps of {{image}} are done: it takes over.',
  'rollout.analysing':
    'Checking {{image}} in step {{step}} of {{steps}} before more traffic goes to it.',
  'rollout.finishing':
    '{{image}} takes over: the pods of other versions are being stopped.',
  'rollout.promotingFully':
    'Promoting {{image}} fully: the steps that are left are skipped.',
  'rollout.previewStarting':
    'Starting {{image}} as the preview: waiting for its pods to become ready.',
  'rollout.previewAnalysing':
    'Checking the preview of {{image}} before it goes live.',
  'rollout.switching': 'Switching the traffic to {{image}}.',
  'rollout.verifying':
    '{{image}} is live: it is being checked before the old version is given up.',
  'rollout.pausedForPerson':
    'Waiting for someone to promote {{image}}: {{weight}} % of the traffic goes to it.',
  'rollout.pausedForTime':
    'Waiting {{duration}} before the next step: {{weight}} % of the traffic goes to {{image}}.',
  'rollout.pausedPreview':
    'Waiting for someone to promote {{image}}: it is ready as the preview.',
  'rollout.pausedPreviewForTime':
    '{{image}} is ready as the preview: it goes live by itself {{duration}} after that.',
  'rollout.pausedInconclusive':
    'Waiting for someone to decide about {{image}}: its checks gave no clear answer.',
  'rollout.pausedByPerson':
    'Someone paused the rollout of {{image}}: it goes on when it is promoted.',
  'rollout.pausedByPersonIdle':
    'Someone paused {{name}}: {{image}} stays live and changes wait.',
  'rollout.aborted':
    'The rollout of {{image}} was aborted: {{stable}} stays live.',
  'rollout.abortedByAnalysis':
    'The rollout of {{image}} was aborted because a check failed: {{stable}} stays live.',
  'rollout.invalidSpec':
    'The manifest of {{name}} is not valid: nothing is rolled out.',
  'rollout.deadlineExceeded': '{{image}} did not become ready in time.',
  'rollout.degraded': 'The rollout of {{image}} failed.',
  'rollout.removing': '{{name}} is being removed.',
  'rollout.scaledToZero': 'Nothing runs here: {{name}} is scaled to zero.',
  'rollout.healthy': '{{image}} is live and healthy.',
} as const;
