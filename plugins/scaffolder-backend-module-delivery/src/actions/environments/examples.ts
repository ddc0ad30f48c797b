import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Have somebody approve what goes to production', {
    id: 'environments',
    name: 'Environments of the app repository',
    action: 'delivery:environments:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      environments: [
        { name: 'staging' },
        {
          name: 'production',
          reviewers: ['user:platform-owner'],
          preventSelfReview: true,
          branches: 'protected',
        },
      ],
    },
  }),
];
