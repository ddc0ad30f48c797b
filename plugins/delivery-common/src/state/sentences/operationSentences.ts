/** What an operation will do, and why it was not done. */
export const operationSentences = {
  'operation.refresh': 'Argo CD compares {{environment}} with git now.',
  'operation.sync': 'Deploys {{to}} to {{environment}}.',
  'operation.syncFrom':
    'Deploys {{to}} to {{environment}} in place of {{from}}.',
  'operation.syncSettings':
    'Brings the settings of {{environment}} to what git asks for; {{from}} stays.',
  'operation.promoteStep':
    'Goes on with {{image}} in {{environment}}: step {{step}} of {{steps}} is next, with up to {{weight}} % of the traffic.',
  'operation.promoteLast':
    'Gives all the traffic of {{environment}} to {{image}} in place of {{stable}}.',
  'operation.resume': 'Lets changes of {{environment}} through again.',
  'operation.promoteFull':
    'Gives all the traffic of {{environment}} to {{image}} at once and skips the steps and checks that are left.',
  'operation.abort':
    'Takes {{image}} out of {{environment}}: all the traffic goes back to {{stable}}.',
  'operation.abortPreview':
    'Takes the preview of {{image}} out of {{environment}}: {{stable}} stays live.',
  'operation.retry':
    'Starts the rollout of {{image}} in {{environment}} again.',
  'operation.retryPipeline':
    'Starts the jobs of {{commit}} that failed or were cancelled again: {{jobs}}.',
  'operation.movedOn':
    'Nothing was done: {{environment}} has moved on since. Look at it again and decide anew.',
  'operation.notPossible':
    'Nothing was done: this is not possible in {{environment}} now.',
} as const;
