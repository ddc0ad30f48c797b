import { ResourceKind, resourceKinds } from '@slipway/plugin-delivery-node';

const clusterWide = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'IngressClass',
  'RuntimeClass',
  'CustomResourceDefinition',
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ClusterIssuer',
  'ClusterAnalysisTemplate',
]);

/** Where the API serves a kind, by the rule that Kubernetes itself guesses plurals by. */
export function kindOfManifest({
  apiVersion,
  kind,
}: {
  apiVersion: string;
  kind: string;
}): ResourceKind {
  const known = Object.values(resourceKinds).find(
    one => one.kind === kind && one.apiVersion === apiVersion,
  );
  return (
    known ?? {
      apiVersion,
      kind,
      plural: pluralOf(kind.toLowerCase()),
      namespaced: !clusterWide.has(kind),
    }
  );
}

function pluralOf(word: string): string {
  if (word === 'endpoints') {
    return word;
  }
  if (/(s|x|ch|sh)$/.test(word)) {
    return `${word}es`;
  }
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
