import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Let Argo CD read the GitOps repository of a service', {
    id: 'argocd-repository',
    name: 'Argo CD repository',
    action: 'delivery:argocd-repository:ensure',
    input: { service: 'payments' },
  }),
];
