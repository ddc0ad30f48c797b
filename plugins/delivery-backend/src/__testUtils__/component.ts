import { Entity } from '@backstage/catalog-model';

/** A component that is wired to Argo CD and GitLab, or as its annotations say. */
export function component(
  annotations: Record<string, string> = {
    'argocd/app-selector': 'backstage.io/kubernetes-id=payments',
    'gitlab.com/project-slug': 'acme/payments',
  },
  name = 'payments',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', owner: 'team-a', lifecycle: 'production' },
  };
}
