import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('What a service may deploy, and where', {
    id: 'argocd-project',
    name: 'AppProject',
    action: 'delivery:argocd-project:ensure',
    input: { service: 'payments' },
  }),
];
