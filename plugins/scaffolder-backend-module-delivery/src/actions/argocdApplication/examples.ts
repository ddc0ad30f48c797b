import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('An Application for every environment', {
    id: 'applications',
    name: 'Applications',
    action: 'delivery:argocd-application:ensure',
    input: { service: 'payments' },
  }),
  example('An Application for one environment', {
    id: 'application',
    name: 'Application of dev',
    action: 'delivery:argocd-application:ensure',
    input: { service: 'payments', environment: 'dev' },
  }),
  example(
    'Applications of a Helm chart with a file of values for each environment',
    {
      id: 'applications',
      name: 'Applications',
      action: 'delivery:argocd-application:ensure',
      input: {
        service: 'payments',
        path: 'chart',
        valueFiles: ['values-{{environment}}.yaml'],
      },
    },
  ),
  example(
    'Applications whose manifests a dry run shows as Argo CD will render them',
    {
      id: 'applications',
      name: 'Applications',
      action: 'delivery:argocd-application:ensure',
      input: { service: 'payments', sourcePath: './gitops' },
    },
  ),
];
