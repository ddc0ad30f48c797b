import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Give Argo CD a new credential for the GitOps repository', {
    id: 'rotate',
    name: 'New credential of Argo CD',
    action: 'delivery:credential:rotate',
    input: { service: 'payments', use: 'read' },
  }),
  example('Give the nodes a new credential for the registry', {
    id: 'rotate',
    name: 'New pull credential',
    action: 'delivery:credential:rotate',
    input: { service: 'payments', use: 'pull' },
  }),
];
