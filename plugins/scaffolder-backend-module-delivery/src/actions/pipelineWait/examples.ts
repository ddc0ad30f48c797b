import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Wait for the first pipeline of a service', {
    id: 'pipeline',
    name: 'First pipeline',
    action: 'delivery:pipeline:wait',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      timeoutSeconds: 900,
    },
  }),
];
