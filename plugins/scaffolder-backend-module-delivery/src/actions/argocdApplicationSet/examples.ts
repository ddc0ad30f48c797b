import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('One ApplicationSet for the Applications of all environments', {
    id: 'application-set',
    name: 'ApplicationSet',
    action: 'delivery:argocd-applicationset:ensure',
    input: { service: 'payments' },
  }),
  example(
    'Of a Helm chart; workloads stay when somebody deletes the ApplicationSet',
    {
      id: 'application-set',
      name: 'ApplicationSet',
      action: 'delivery:argocd-applicationset:ensure',
      input: {
        service: 'payments',
        path: 'chart',
        valueFiles: ['values-{{environment}}.yaml'],
        applicationsSync: 'create-update',
        preserveResourcesOnDeletion: true,
      },
    },
  ),
];
