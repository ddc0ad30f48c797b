import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example(
    'Let Argo CD read every repository of the group by one credential of the app config',
    {
      id: 'argocd-credential-template',
      name: 'Credential template of Argo CD',
      action: 'delivery:argocd-credential-template:ensure',
      input: { service: 'payments' },
    },
  ),
];
