import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('The names and addresses of a launch', {
    id: 'plan',
    name: 'Plan',
    action: 'delivery:plan:resolve',
    input: {
      name: 'payments',
      owner: 'group:default/service-team',
      environments: ['dev', 'staging', 'production'],
    },
  }),
];
