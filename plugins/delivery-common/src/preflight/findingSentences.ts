/**
 * What preflight says of each finding: what is wrong, what it will break, and how whoever can mends
 * it. The ids are those of `findingKinds` in `@slipway/plugin-wiring-node`.
 */
export const findingSentences = {
  'preflight.forge-unreachable.wrong': '{{host}} does not answer: {{reason}}.',
  'preflight.forge-unreachable.breaks':
    'No repository can be looked at or made.',
  'preflight.forge-unreachable.mend':
    'See whether the forge is up, and whether apiBaseUrl of its integration is right.',

  'preflight.forge-token-refused.wrong':
    "{{host}} refuses the portal's token: it is wrong, revoked or has ended.",
  'preflight.forge-token-refused.breaks':
    'No repository can be looked at or made.',
  'preflight.forge-token-refused.mend':
    'Make a new token with the scope {{needed}} and put it into the integration of {{host}}.',

  'preflight.forge-scope-missing.wrong':
    "The portal's token on {{host}} has the scopes {{scopes}} and lacks {{missing}}.",
  'preflight.forge-scope-missing.breaks':
    'The first repository, file, variable or webhook that is made is refused.',
  'preflight.forge-scope-missing.mend':
    'Make a token that has {{missing}} as well, and put it into the integration of {{host}}.',

  'preflight.forge-token-ends.wrong':
    "The portal's token on {{host}} ends on {{date}}.",
  'preflight.forge-token-ends.breaks':
    'After that day no launch, no repair and no look at pipelines works.',
  'preflight.forge-token-ends.mend':
    'Rotate the token before then and put the new one into the integration of {{host}}.',

  'preflight.forge-quota-low.wrong':
    '{{host}} answers the portal {{left}} more times of {{limit}}, until {{resets}}.',
  'preflight.forge-quota-low.breaks':
    'A launch asks about {{needed}} times: it stops half-way and waits.',
  'preflight.forge-quota-low.mend':
    'Launch again after {{resets}}, or find out what else asks with the same token.',

  'preflight.group-missing.wrong':
    "There is no {{group}} on {{host}} that the portal's token may see.",
  'preflight.group-missing.breaks':
    'There is no place for the repositories of the service.',
  'preflight.group-missing.mend':
    'Make the group, or let {{user}} into it; delivery.launch.group names it.',

  'preflight.group-rights-missing.wrong':
    'The role of {{user}} in {{group}} is too small: {{needed}} is needed.',
  'preflight.group-rights-missing.breaks':
    'Repositories, tokens and webhooks cannot be made there.',
  'preflight.group-rights-missing.mend':
    'Give {{user}} the role {{needed}} in {{group}}.',

  'preflight.repository-taken.wrong':
    'The repository {{path}} is there already and was not made by Slipway.',
  'preflight.repository-taken.breaks':
    'A launch leaves it alone, and so has no place for its files.',
  'preflight.repository-taken.mend':
    'Choose another name, or give the repository the topic {{topic}} to have it adopted.',

  'preflight.repository-archived.wrong': 'The repository {{path}} is archived.',
  'preflight.repository-archived.breaks': 'Nothing can be pushed to it.',
  'preflight.repository-archived.mend':
    'Unarchive it, or choose another name for the service.',

  'preflight.repository-leaving.wrong':
    'The repository {{path}} is marked for deletion and still holds its name.',
  'preflight.repository-leaving.breaks':
    'It can neither be used nor made anew.',
  'preflight.repository-leaving.mend':
    'Restore it, delete it at once, or choose another name for the service.',

  'preflight.repository-moved.wrong':
    'The repository {{path}} has moved to {{to}}.',
  'preflight.repository-moved.breaks':
    'A launch would work on a repository of another name.',
  'preflight.repository-moved.mend':
    'Move it back, or choose another name for the service.',

  'preflight.default-branch-missing.wrong':
    'The default branch of {{path}} is {{branch}}, and there is no such branch.',
  'preflight.default-branch-missing.breaks':
    'The launch, the pipeline and Argo CD would look for files where none are.',
  'preflight.default-branch-missing.mend':
    'Choose one of the branches of {{path}} as its default.',

  'preflight.default-branches-differ.wrong':
    'The default branch of {{path}} is {{branch}}, that of {{other}} is {{otherBranch}}.',
  'preflight.default-branches-differ.breaks':
    'Scripts and people who expect one name push to a branch that nobody deploys.',
  'preflight.default-branches-differ.mend':
    'Rename one of the two branches, and make it the default again.',

  'preflight.push-refused.wrong':
    'The protection of {{branch}} in {{path}} lets {{allowed}} push, and {{user}} is none of them.',
  'preflight.push-refused.breaks': 'The commit of the launch is rejected.',
  'preflight.push-refused.mend':
    'Let {{user}} push to {{branch}}, in the settings of the repository.',

  'preflight.ci-push-refused.wrong':
    'The credential {{credential}} may not push to {{branch}} of {{path}}: {{allowed}} may.',
  'preflight.ci-push-refused.breaks':
    'The pipeline builds an image and cannot ask for it to be deployed.',
  'preflight.ci-push-refused.mend':
    'Let the credential push to {{branch}}, or revoke it: the next launch makes one that may.',

  'preflight.runner-missing.wrong':
    'No online runner of {{group}} takes jobs with the tags {{tags}}.',
  'preflight.runner-missing.breaks':
    'The first pipeline waits without an end, and there is no image.',
  'preflight.runner-missing.mend':
    'Start a runner for the group with these tags, or take the paused one up again.',

  'preflight.registry-unknown-host.wrong':
    'Nobody knows a host {{registry}}, which images are to come from.',
  'preflight.registry-unknown-host.breaks': 'No image can be pushed or pulled.',
  'preflight.registry-unknown-host.mend':
    'Correct delivery.launch.registryHost, or enter the host into the DNS.',

  'preflight.registry-unreachable.wrong':
    'The registry {{registry}} does not answer: {{reason}}.',
  'preflight.registry-unreachable.breaks': 'No image can be pushed or pulled.',
  'preflight.registry-unreachable.mend':
    'See whether the registry is up, and whether delivery.launch.registryHost is right.',

  'preflight.registry-plain-http.wrong':
    'The registry {{registry}} speaks plain HTTP only.',
  'preflight.registry-plain-http.breaks':
    'Nodes and pipelines ask by HTTPS and refuse to push and pull.',
  'preflight.registry-plain-http.mend':
    'Give the registry a certificate, and its HTTPS port to delivery.launch.registryHost.',

  'preflight.registry-elsewhere.wrong':
    'The registry {{registry}} takes its tokens from {{realm}}, not from {{host}}.',
  'preflight.registry-elsewhere.breaks':
    'It refuses the deploy token with which nodes are to pull the image.',
  'preflight.registry-elsewhere.mend':
    'Set delivery.launch.registryHost to the registry of {{host}}.',

  'preflight.registry-login-refused.wrong':
    'The registry {{registry}} refuses a login with a token of {{host}}.',
  'preflight.registry-login-refused.breaks':
    'Pipelines cannot push the image, and nodes cannot pull it.',
  'preflight.registry-login-refused.mend':
    'See that the registry is on, and that the token of {{host}} may use it.',

  'preflight.registry-loopback.wrong':
    'The registry is {{registry}}, which in the cluster {{cluster}} means each node itself.',
  'preflight.registry-loopback.breaks': 'No node finds an image there.',
  'preflight.registry-loopback.mend':
    'Name it as nodes reach it, or set reachesLoopback for a cluster on this machine.',

  'preflight.pull-secret-refused.wrong':
    'The registry refuses what the pull secret {{secret}} in {{namespace}} holds.',
  'preflight.pull-secret-refused.breaks':
    'Until it is replaced, new pods there do not get their image.',
  'preflight.pull-secret-refused.mend':
    'Go on: this launch puts a new credential there.',

  'preflight.repository-loopback.wrong':
    'Repositories are at {{url}}, which in the cluster {{cluster}} means the pod itself.',
  'preflight.repository-loopback.breaks':
    'Argo CD cannot read the GitOps repository.',
  'preflight.repository-loopback.mend':
    'Name the forge as the cluster reaches it, or set reachesLoopback for this machine.',

  'preflight.repository-plain-http.wrong':
    'Repositories are at {{url}}, over plain HTTP.',
  'preflight.repository-plain-http.breaks':
    'Whoever listens on the way reads the credentials of Argo CD and of the pipeline.',
  'preflight.repository-plain-http.mend':
    'Give the forge a certificate, and an HTTPS address to its integration.',

  'preflight.cluster-unreachable.wrong':
    'The cluster {{cluster}} does not answer: {{reason}}.',
  'preflight.cluster-unreachable.breaks':
    'Nothing can be made or seen in {{environments}}.',
  'preflight.cluster-unreachable.mend':
    'See whether its API is up, and whether the portal may reach its address.',

  'preflight.cluster-token-refused.wrong':
    "The cluster {{cluster}} refuses the portal's token.",
  'preflight.cluster-token-refused.breaks':
    'Nothing can be made or seen in {{environments}}.',
  'preflight.cluster-token-refused.mend':
    'Put a valid serviceAccountToken of {{cluster}} into the config of the portal.',

  'preflight.cluster-rights-missing.wrong':
    'On the cluster {{cluster}} the portal may not: {{rights}}.',
  'preflight.cluster-rights-missing.breaks':
    'The launch stops at the first of these, with half of its things made.',
  'preflight.cluster-rights-missing.mend':
    'Give its service account the ClusterRole of "Connect a GitLab and a cluster".',

  'preflight.cluster-version-unknown.wrong':
    'The cluster {{cluster}} runs Kubernetes {{version}}; {{known}} are known to work.',
  'preflight.cluster-version-unknown.breaks':
    'Perhaps nothing; nobody has tried it.',
  'preflight.cluster-version-unknown.mend':
    'Go on with care, or bring the cluster to a known release.',

  'preflight.kind-missing.wrong':
    'The cluster {{cluster}} does not serve {{kinds}} of {{product}}.',
  'preflight.kind-missing.breaks':
    'What the launch makes of these kinds is refused.',
  'preflight.kind-missing.mend':
    'Install {{product}} with its CRDs in {{cluster}}.',

  'preflight.controller-missing.wrong':
    'No pod of {{product}} runs in the cluster {{cluster}}.',
  'preflight.controller-missing.breaks':
    'Objects are made and nobody acts on them; the launch waits in vain.',
  'preflight.controller-missing.mend':
    'Install it, or set controllersElsewhere of {{cluster}} where it does not run as a pod.',

  'preflight.controller-not-ready.wrong':
    '{{product}} in the cluster {{cluster}} is not ready: no pod of {{pods}} is.',
  'preflight.controller-not-ready.breaks':
    'Nobody acts on what the launch makes until it is.',
  'preflight.controller-not-ready.mend':
    'See in the namespace {{namespace}} why its pods do not become ready.',

  'preflight.controller-version-unknown.wrong':
    '{{product}} in the cluster {{cluster}} is {{version}}; {{known}} are known to work.',
  'preflight.controller-version-unknown.breaks':
    'Perhaps nothing; nobody has tried it.',
  'preflight.controller-version-unknown.mend':
    'Go on with care, or bring it to a known release.',

  'preflight.namespace-leaving.wrong':
    'The namespace {{namespace}} in {{cluster}} is being deleted.',
  'preflight.namespace-leaving.breaks': 'Nothing can be made in it.',
  'preflight.namespace-leaving.mend':
    'Wait until it is gone; if it stays, see which finalizer holds it.',

  'preflight.object-of-others.wrong':
    'The {{kind}} {{name}} in {{cluster}} belongs to {{owner}}.',
  'preflight.object-of-others.breaks':
    'The launch leaves it alone, and stops when it comes to it.',
  'preflight.object-of-others.mend':
    'Choose another name for the service, or remove the {{kind}}.',

  'preflight.quota-too-small.wrong':
    '{{environment}} needs {{needs}}, and {{quota}} allows {{allows}}.',
  'preflight.quota-too-small.breaks':
    'Some of the pods are never made, and the rollout does not end.',
  'preflight.quota-too-small.mend':
    'Raise {{quota}} in {{namespace}}, or ask for less in the manifests.',

  'preflight.argocd-namespace-missing.wrong':
    'The cluster {{cluster}} has no namespace {{namespace}}, where Argo CD is to be.',
  'preflight.argocd-namespace-missing.breaks':
    'Applications and credentials have no place.',
  'preflight.argocd-namespace-missing.mend':
    'Correct delivery.argocd of the config, or install Argo CD there.',

  'preflight.argocd-repository-refused.wrong':
    "The repository {{path}} refuses Argo CD's credential in {{secret}}.",
  'preflight.argocd-repository-refused.breaks':
    'Until it is replaced, Argo CD deploys nothing new.',
  'preflight.argocd-repository-refused.mend':
    'Go on: this launch puts a new credential there.',

  'preflight.argocd-cluster-unknown.wrong':
    'The Argo CD {{argocd}} has not been told of the cluster {{cluster}} at {{server}}, where {{environment}} is; it knows {{known}}.',
  'preflight.argocd-cluster-unknown.breaks':
    'The Application of {{environment}} is refused as one with an invalid destination.',
  'preflight.argocd-cluster-unknown.mend':
    'Register the cluster with `argocd cluster add`, or correct destinations of delivery.argocd.',

  'preflight.argocd-cluster-restricted.wrong':
    'The Argo CD {{argocd}} is limited to the namespaces {{namespaces}} of the cluster {{cluster}}, and {{namespace}} is not one of them.',
  'preflight.argocd-cluster-restricted.breaks':
    'It neither sees nor deploys anything in {{namespace}}.',
  'preflight.argocd-cluster-restricted.mend':
    "Add {{namespace}} to `namespaces` in the cluster's Secret of Argo CD, or leave that field out.",

  'preflight.argocd-cluster-of-project.wrong':
    'The Argo CD {{argocd}} lets only the project {{project}} deploy to the cluster {{cluster}}.',
  'preflight.argocd-cluster-of-project.breaks':
    'The Application of {{environment}}, of the project {{own}}, is refused.',
  'preflight.argocd-cluster-of-project.mend':
    "Take `project` out of the cluster's Secret of Argo CD, or register the cluster for {{own}} as well.",

  'preflight.hook-secret-missing.wrong':
    'The config has no delivery.webhook.secret.',
  'preflight.hook-secret-missing.breaks':
    'The launch stops at its webhooks: the portal could not tell whose they are.',
  'preflight.hook-secret-missing.mend':
    'Set delivery.webhook.secret to a long random text.',

  'preflight.hook-loopback.wrong':
    'Webhooks are to come to {{url}}, which on {{host}} means the forge itself.',
  'preflight.hook-loopback.breaks':
    'Pushes and pipelines are seen minutes late.',
  'preflight.hook-loopback.mend':
    'Set delivery.webhook.baseUrl to the address by which {{host}} reaches the portal.',

  'preflight.hook-unreachable.wrong':
    'Nothing answers at {{url}}, where webhooks are to come: {{reason}}.',
  'preflight.hook-unreachable.breaks':
    'Pushes and pipelines are seen minutes late.',
  'preflight.hook-unreachable.mend':
    'Correct delivery.webhook.baseUrl, or what is in front of the portal.',

  'preflight.hook-not-delivering.wrong':
    'The webhook of {{path}} to {{url}} does not deliver: {{reason}}.',
  'preflight.hook-not-delivering.breaks':
    'Pushes and pipelines are seen minutes late.',
  'preflight.hook-not-delivering.mend':
    "Look at its deliveries in the settings of {{path}}, and at the portal's log; one that is off comes on with the next that is taken.",
} as const;
