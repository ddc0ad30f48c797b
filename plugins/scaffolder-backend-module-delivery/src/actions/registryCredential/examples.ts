import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example("Let every environment's nodes pull the image of a service", {
    id: 'registry-credential',
    name: 'Pull secrets',
    action: 'delivery:registry-credential:ensure',
    input: { service: 'payments' },
  }),
  example(
    'Give the pull secret to the pods of a ServiceAccount, for manifests that do not name it',
    {
      id: 'registry-credential',
      name: 'Pull secrets',
      action: 'delivery:registry-credential:ensure',
      input: { service: 'payments', attach: { serviceAccount: 'default' } },
    },
  ),
];
