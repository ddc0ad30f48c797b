/**
 * What is said of each fault of the wiring: what is wrong, what it breaks, and what whoever can mends
 * it does. The ids are those of `wiringFindingKinds` in `@slipway/plugin-wiring-node`.
 */
export const wiringSentences = {
  'wiring.repository-missing.wrong':
    "There is no repository {{path}} that the portal's token may see.",
  'wiring.repository-missing.breaks':
    'Nothing of the service can be built or changed.',
  'wiring.repository-missing.how':
    'Restore it, let the portal see it again, or run the launch again.',

  'wiring.repository-leaving.wrong':
    'The repository {{path}} is marked for deletion.',
  'wiring.repository-leaving.breaks':
    'When it is gone, nothing of the service can be built or changed.',
  'wiring.repository-leaving.how': 'Restore it before its day comes.',

  'wiring.repository-archived.wrong': 'The repository {{path}} is archived.',
  'wiring.repository-archived.breaks':
    'Nothing can be pushed to it, neither by people nor by CI.',
  'wiring.repository-archived.how': 'Unarchive it.',

  'wiring.repository-moved.wrong':
    'The repository {{path}} has moved to {{to}}.',
  'wiring.repository-moved.breaks':
    'What names it by its address finds it only as long as the forge redirects.',
  'wiring.repository-moved.how':
    'Move it back, or decommission the service and launch it where it is to be.',

  'wiring.branch-missing.wrong':
    'The default branch {{branch}} of {{path}} is not there.',
  'wiring.branch-missing.breaks': 'Nothing is built or deployed from it.',
  'wiring.branch-missing.how':
    'Push the branch, or make another one the default.',

  'wiring.branch-changed.wrong':
    'The default branch of {{path}} is {{branch}} and was {{launched}} when it was launched.',
  'wiring.branch-changed.breaks':
    'Pipelines write to one branch and Argo CD follows the other.',
  'wiring.branch-changed.how':
    'Make {{launched}} the default again, or run the launch again, which follows {{branch}}.',

  'wiring.branch-unprotected.wrong':
    'The branch {{branch}} of {{path}} is not protected.',
  'wiring.branch-unprotected.breaks':
    'Its jobs are not given the credential for the GitOps repository, so nothing new is deployed.',
  'wiring.branch-unprotected.how':
    'Protect {{branch}} in the settings of {{path}}.',

  'wiring.push-refused.wrong':
    'The rules of {{branch}} of {{path}} let {{allowed}} push and not the {{credential}} of CI.',
  'wiring.push-refused.breaks':
    'Pipelines cannot ask for a new image, so nothing new is deployed.',
  'wiring.push-refused.how':
    'Let the {{credential}} push to {{branch}}, or take the rule away.',

  'wiring.credential-missing.wrong':
    'There is no active credential {{name}} of {{path}}: it was revoked or never made.',
  'wiring.credential-missing.breaks':
    'Whatever was given it is refused by the forge.',
  'wiring.credential-missing.how':
    'Repair it: a new one is made and put where it is used.',

  'wiring.credential-expired.wrong':
    'The credential {{name}} of {{path}} ended on {{date}}.',
  'wiring.credential-expired.breaks':
    'Whatever was given it is refused by the forge.',
  'wiring.credential-expired.how':
    'Rotate it: a new one is made and put where it is used.',

  'wiring.credential-ends.wrong':
    'The credential {{name}} of {{path}} ends on {{date}}.',
  'wiring.credential-ends.breaks':
    'After that day whatever was given it is refused by the forge.',
  'wiring.credential-ends.how':
    'Rotate it: a new one is in place before the old one goes.',

  'wiring.credential-scopes.wrong':
    'The {{title}} {{name}} of {{path}} may do more than it needs: {{scopes}}.',
  'wiring.credential-scopes.breaks':
    'Who gets hold of it can do more than they should.',
  'wiring.credential-scopes.how':
    'Rotate it: the new one may do what it needs and no more.',

  'wiring.credential-orphaned.wrong':
    'Of {{path}}, {{count}} active credentials {{name}} are used by nothing.',
  'wiring.credential-orphaned.breaks':
    'Nothing; but who has one of them can use it.',
  'wiring.credential-orphaned.how':
    'Repair it: those that nothing uses are revoked.',

  'wiring.variable-missing.wrong':
    'The CI variable {{key}} of {{path}} is gone.',
  'wiring.variable-missing.breaks':
    'Pipelines cannot write to the GitOps repository, so nothing new is deployed.',
  'wiring.variable-missing.how': 'Repair it: it is written again.',

  'wiring.variable-changed.wrong':
    'The CI variable {{key}} of {{path}} is not as it was launched: {{what}}.',
  'wiring.variable-changed.breaks':
    'A credential may be seen by who should not, or pipelines write to the wrong place.',
  'wiring.variable-changed.how':
    'Repair it: it is written as it should be, with a new credential where one could be seen.',

  'wiring.variable-stale.wrong':
    'Nothing says that the CI variable {{key}} of {{path}} holds a credential that is active.',
  'wiring.variable-stale.breaks':
    'Pipelines may be refused by the GitOps repository.',
  'wiring.variable-stale.how':
    'Repair it: a new credential is made and put there.',

  'wiring.other-variable-missing.wrong':
    'The CI variable {{key}} of {{path}}, which the template set, is gone.',
  'wiring.other-variable-missing.breaks':
    'The jobs that read it fail, or do something else.',
  'wiring.other-variable-missing.how':
    'Run the launch again, which knows its value.',

  'wiring.other-variable-changed.wrong':
    'The CI variable {{key}} of {{path}} is not kept as the template set it.',
  'wiring.other-variable-changed.breaks':
    'It may be seen in logs, or not be given to the jobs that read it.',
  'wiring.other-variable-changed.how':
    'Look at its settings; run the launch again to have them as they were.',

  'wiring.hook-missing.wrong': 'The webhook of {{path}} to {{url}} is gone.',
  'wiring.hook-missing.breaks':
    'The page learns of pipelines and commits minutes late.',
  'wiring.hook-missing.how': 'Repair it: it is made again.',

  'wiring.hook-changed.wrong':
    'The webhook of {{path}} to {{url}} is not as it was launched: {{what}}.',
  'wiring.hook-changed.breaks':
    'The page learns of pipelines and commits minutes late.',
  'wiring.hook-changed.how': 'Repair it: it is set as it was.',

  'wiring.hook-refused.wrong':
    'The last delivery of the webhook of {{path}} to {{url}} was answered {{status}}.',
  'wiring.hook-refused.breaks':
    'The page learns of pipelines and commits minutes late.',
  'wiring.hook-refused.how':
    'Repair it: it is given the secret again, and a delivery is tried.',

  'wiring.hook-failing.wrong':
    'The webhook of {{path}} to {{url}} does not come through: {{reason}}.',
  'wiring.hook-failing.breaks':
    'The page learns of pipelines and commits minutes late.',
  'wiring.hook-failing.how':
    'See whether the forge reaches {{url}}: addresses, certificates, firewalls. Then have the forge test the hook.',

  'wiring.other-hook-missing.wrong':
    'The webhook of {{path}} to {{url}}, which the template made, is gone.',
  'wiring.other-hook-missing.breaks': 'Its receiver hears nothing any more.',
  'wiring.other-hook-missing.how':
    'Run the launch again, which knows what it was for.',

  'wiring.item-missing.wrong': 'The {{kind}} {{name}} on {{cluster}} is gone.',
  'wiring.item-missing.breaks':
    'What runs may go on; what is new does not come, or not with its limits.',
  'wiring.item-missing.how': 'Repair it: it is made again.',

  'wiring.item-changed.wrong':
    'The {{kind}} {{name}} on {{cluster}} is not as it is wanted: {{fields}}.',
  'wiring.item-changed.breaks':
    'It does something other than the config of the portal says.',
  'wiring.item-changed.how':
    'Repair it: it is written as it is wanted. What others have added to it stays.',

  'wiring.item-leaving.wrong':
    'The {{kind}} {{name}} on {{cluster}} is being deleted.',
  'wiring.item-leaving.breaks': 'When it is gone, what needs it stops working.',
  'wiring.item-leaving.how':
    'Find out who deletes it, and what holds it; when it is gone, repair it.',

  'wiring.item-of-others.wrong':
    'The {{kind}} {{name}} on {{cluster}} bears a name of this service and belongs to {{owner}}.',
  'wiring.item-of-others.breaks':
    'Slipway leaves it alone, and has no place for its own.',
  'wiring.item-of-others.how':
    'Remove it, or give it the labels of this service to have it adopted.',

  'wiring.other-item-missing.wrong':
    'The {{kind}} {{name}} on {{cluster}}, which the template made, is gone.',
  'wiring.other-item-missing.breaks': 'What needs it stops working.',
  'wiring.other-item-missing.how':
    'Run the launch again, which knows what was in it.',

  'wiring.project-changed.wrong':
    'The AppProject {{name}} on {{cluster}} allows something other than the service needs: {{fields}}.',
  'wiring.project-changed.breaks':
    'Syncs are refused, or go where they should not.',
  'wiring.project-changed.how':
    'Repair it: it allows this repository and these namespaces again, and no more.',

  'wiring.application-elsewhere.wrong':
    'The Application {{name}} on {{cluster}} points elsewhere: {{fields}}.',
  'wiring.application-elsewhere.breaks':
    'What is promoted does not come to this environment.',
  'wiring.application-elsewhere.how':
    'Repair it: it follows the GitOps repository again.',

  'wiring.application-lost.wrong':
    'The Application {{name}} on {{cluster}} is gone, and no other of the service tells what it followed.',
  'wiring.application-lost.breaks':
    'Nothing is deployed to this environment any more.',
  'wiring.application-lost.how':
    'Run the launch again, which knows where the manifests are.',

  'wiring.pull-secret-refused.wrong':
    '{{registry}} does not take what the Secret {{name}} on {{cluster}} holds.',
  'wiring.pull-secret-refused.breaks':
    'Pods on nodes without the image stay at ImagePullBackOff.',
  'wiring.pull-secret-refused.how':
    'Repair it: it is given a credential that the registry takes.',

  'wiring.registry-login-refused.wrong':
    '{{registry}} does not let the credential of delivery.launch.registry pull {{path}}.',
  'wiring.registry-login-refused.breaks':
    'Pods on nodes without the image stay at ImagePullBackOff.',
  'wiring.registry-login-refused.how':
    'Put one that works into the app config; then repair the pull secrets.',

  'wiring.repository-secret-refused.wrong':
    '{{path}} does not take what the Secret {{name}} on {{cluster}} holds.',
  'wiring.repository-secret-refused.breaks':
    'Argo CD cannot read the repository: no sync, no look at what is out of sync.',
  'wiring.repository-secret-refused.how':
    'Repair it: it is given a credential that the repository takes.',

  'wiring.repository-secret-elsewhere.wrong':
    'The Secret {{name}} on {{cluster}} is for another repository or another project: {{fields}}.',
  'wiring.repository-secret-elsewhere.breaks':
    'Argo CD does not find it for the repository, and cannot read that.',
  'wiring.repository-secret-elsewhere.how':
    'Repair it: it is for the GitOps repository and its project again.',

  'wiring.image-missing.wrong':
    'The image {{image}}, which the GitOps repository asks for in {{environment}}, is not in the registry.',
  'wiring.image-missing.breaks':
    'Pods on nodes without the image stay at ImagePullBackOff.',
  'wiring.image-missing.how':
    'Run the pipeline that builds it, or have the GitOps repository ask for one that is there.',

  'wiring.location-missing.wrong': 'The catalog no longer has {{url}}.',
  'wiring.location-missing.breaks':
    'The service leaves the catalog, and its page with it.',
  'wiring.location-missing.how': 'Register the file in the catalog again.',

  'wiring.annotations-missing.wrong':
    'The entity lacks, or has otherwise: {{annotations}}.',
  'wiring.annotations-missing.breaks':
    'Cards of its page are empty or show something else.',
  'wiring.annotations-missing.how':
    'Write them into catalog-info.yaml as they are told here.',
} as const;
