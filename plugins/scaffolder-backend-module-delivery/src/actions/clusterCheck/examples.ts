import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Make sure that Argo CD knows the cluster of every environment', {
    id: 'clusters',
    name: 'Clusters',
    action: 'delivery:cluster:check',
    input: { service: 'payments' },
  }),
];
