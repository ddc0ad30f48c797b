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
];
