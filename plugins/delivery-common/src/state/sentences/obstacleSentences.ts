/**
 * What is in the way, and the way out. Each cause has the two sentences `….what` and `….next`;
 * causes that share a way out share the sentence.
 */
export const obstacleSentences = {
  'obstacle.imageNotFound.what':
    '{{image}} cannot start: the registry has no such tag of {{repository}}.',
  'obstacle.imageNotFound.next':
    'Push that tag, or ask in the GitOps repository for one that exists.',
  'obstacle.imageDenied.what':
    '{{image}} cannot start: the registry does not let {{namespace}} pull it.',
  'obstacle.imageDenied.next':
    'Renew the pull secret in {{namespace}} and see that the pods use it.',
  'obstacle.registryUnreachable.what':
    '{{image}} cannot start: the registry of {{repository}} cannot be reached.',
  'obstacle.registryUnreachable.next':
    'See that the host in the image name is right and reachable from the cluster.',
  'obstacle.imagePull.what':
    '{{image}} cannot start: its image cannot be pulled from {{repository}}.',
  'obstacle.imagePull.next':
    'See that the tag is in the registry and that the pull secret in {{namespace}} is valid.',
  'obstacle.imageName.what':
    '{{image}} cannot start: that is not a valid image name.',
  'obstacle.imageName.next': 'Correct the image in the GitOps repository.',
  'obstacle.crash.what': '{{image}} stops again and again after its start.',
  'obstacle.crashWithCode.what':
    '{{image}} stops again and again after its start, with exit code {{exitCode}}.',
  'obstacle.crash.next':
    'Read the log of {{object}}, then mend the code or its settings and deploy again.',
  'obstacle.outOfMemory.what':
    '{{image}} was killed because it used more memory than its limit.',
  'obstacle.outOfMemory.next':
    'Raise the memory limit in the GitOps repository, or make it use less.',
  'obstacle.containerConfig.what':
    '{{image}} cannot start: a Secret or ConfigMap that it needs is not there.',
  'obstacle.containerConfig.next':
    'Create what is missing in {{namespace}}, or correct its name in the manifest.',
  'obstacle.containerStart.what':
    '{{image}} cannot start: its container fails to run.',
  'obstacle.containerStart.next':
    'See that the command in the image exists and may be run by its user.',
  'obstacle.lackOfRoom.what':
    'No node has room for {{image}}: {{resources}} is short.',
  'obstacle.lackOfRoom.next':
    'Ask for less {{resources}} in the manifest, or have nodes added.',
  'obstacle.noNode.what': 'No node may run {{image}}.',
  'obstacle.noNode.next':
    'See which nodes the manifest asks for and which taints it tolerates.',
  'obstacle.notReady.what':
    '{{image}} runs, but its readiness check does not pass.',
  'obstacle.notReady.next':
    'See what the readiness probe of {{object}} asks for and what its log says.',
  'obstacle.quota.what':
    '{{image}} gets no pods: the quota of {{namespace}} is used up.',
  'obstacle.quota.next':
    'Ask for less in the manifest, or have the quota of {{namespace}} raised.',
  'obstacle.podsRefused.what':
    '{{image}} gets no pods: the cluster refuses to create them.',
  'obstacle.podsRefused.next':
    'See below what the cluster objects to and mend it in the manifest.',
  'obstacle.evicted.what': 'Pods of {{image}} were evicted from their node.',
  'obstacle.evicted.next':
    'Set requests that fit what it uses, so that it is placed where there is room.',
  'obstacle.deadline.what': '{{image}} did not become ready in time.',
  'obstacle.deadline.next':
    'See what its pods say; abort to stay with the version before, or mend it in git.',
  'obstacle.invalidSpec.what': 'The manifest of {{object}} is not valid.',
  'obstacle.invalidSpec.next':
    'Correct in the GitOps repository what is said below.',
  'obstacle.workloadFailed.what': 'The rollout of {{image}} failed.',
  'obstacle.workloadFailed.next': 'See below what the cluster says.',
  'obstacle.aborted.what': 'The rollout of {{image}} was aborted.',
  'obstacle.aborted.next':
    'Retry it, or ask in the GitOps repository for the version that you want.',
  'obstacle.analysisFailed.what': 'The check {{metric}} of {{image}} failed.',
  'obstacle.analysisFailed.next':
    'Mend {{image}} and deploy it again, or retry if the check was wrong.',
  'obstacle.analysisError.what':
    'The check {{metric}} of {{image}} could not be made.',
  'obstacle.analysisError.next':
    'See that the check can reach what it measures, then retry.',
  'obstacle.analysisInconclusive.what':
    'The check {{metric}} of {{image}} gave no clear answer.',
  'obstacle.analysisInconclusive.next':
    'Look at the measurements, then promote or abort.',
  'obstacle.repositoryUnreachable.what':
    'Argo CD cannot reach the repository {{repository}}.',
  'obstacle.repositoryUnreachable.next':
    'See that the address is one that the cluster can reach and that the forge answers.',
  'obstacle.repositoryNotFound.what':
    'Argo CD does not find the repository {{repository}}.',
  'obstacle.repositoryNotFound.next':
    'Correct the address, or give Argo CD a credential that may see it.',
  'obstacle.repositoryCredential.what':
    'Argo CD has no valid credential for the repository {{repository}}.',
  'obstacle.repositoryCredential.next':
    'Renew the deploy token and the repository secret of Argo CD.',
  'obstacle.revisionNotFound.what':
    'The branch, tag or commit {{revision}} is not in the repository {{repository}}.',
  'obstacle.revisionNotFound.next':
    'Push it, or correct the target revision of the Application.',
  'obstacle.pathMissing.what':
    'The path {{path}} is not in the repository {{repository}}.',
  'obstacle.pathMissing.next':
    'Create it there, or correct the path of the Application.',
  'obstacle.render.what': 'The manifests in {{path}} cannot be rendered.',
  'obstacle.render.next': 'Mend in the GitOps repository what is said below.',
  'obstacle.compare.what': 'Argo CD cannot compare the cluster with git.',
  'obstacle.compare.next':
    'See below what Argo CD says; refresh when it is mended.',
  'obstacle.notPermitted.what':
    'The project {{project}} does not permit this Application.',
  'obstacle.notPermitted.next':
    'Have its repository and destination added to the project {{project}}.',
  'obstacle.invalidApplication.what': 'The Application is not valid.',
  'obstacle.invalidApplication.next': 'Correct what Argo CD says below.',
  'obstacle.wrongDestination.what':
    'The Application deploys to {{actual}} and not to {{expected}}.',
  'obstacle.wrongDestination.next':
    'Correct the destination of the Application, or the environment in the configuration.',
  'obstacle.unknownCluster.what':
    'The Application deploys to {{server}}, a cluster that Slipway does not watch.',
  'obstacle.unknownCluster.next':
    'Add the cluster to the configuration, with the address that Argo CD knows it by.',
  'obstacle.syncFailed.what': 'Deploying {{wanted}} fails.',
  'obstacle.syncFailedOn.what':
    'Deploying {{wanted}} fails: the cluster refuses {{object}}.',
  'obstacle.syncFailed.next': 'Mend in git what is said below, then sync.',
  'obstacle.syncRetrying.next':
    'Mend in git what is said below; Argo CD keeps trying for a while.',
  'obstacle.namespaceMissing.what':
    'Deploying {{wanted}} fails: the namespace {{namespace}} is not there.',
  'obstacle.namespaceMissing.next':
    'Create the namespace, or let the sync create it (CreateNamespace=true).',
  'obstacle.syncNotPermitted.what':
    'Deploying {{wanted}} fails: the project {{project}} does not permit all of it.',
  'obstacle.syncNotPermitted.next':
    'Have the kinds and namespaces added to the project {{project}}.',
  'obstacle.syncStopped.what':
    'The deployment of {{wanted}} was stopped before its end.',
  'obstacle.syncStopped.next': 'Sync to deploy it after all.',
  'obstacle.syncWindow.what':
    'A sync window of the project {{project}} forbids to deploy now.',
  'obstacle.syncWindow.next':
    'Wait for the window to open, or ask the owners of the project to open it.',
  'obstacle.hookFailed.what': 'Deploying {{wanted}} fails: {{object}} fails.',
  'obstacle.hookFailed.next': 'Read the log of {{object}}, mend it, then sync.',
  'obstacle.resourceDegraded.what': '{{object}} is degraded.',
  'obstacle.resourceDegraded.next': 'See below what the cluster says about it.',
  'obstacle.otherDegraded.what':
    '{{live}} is well, but Argo CD says that something else here is degraded.',
  'obstacle.otherDegraded.next':
    'Look at the resources of the Application in Argo CD.',
  'obstacle.mutableTag.what':
    '{{image}} is a tag that can change its content: nobody can tell what is deployed.',
  'obstacle.mutableTag.next':
    'Deploy a tag that is made from commit and pipeline, as the build job writes it.',
  'obstacle.unreadable.what':
    'What the cluster says about {{object}} cannot be read.',
  'obstacle.unreadable.next':
    'See that the versions of Argo CD and Argo Rollouts are ones that Slipway knows.',
} as const;
