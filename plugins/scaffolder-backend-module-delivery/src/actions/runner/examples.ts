import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Stop before anything is made when no runner would take the jobs', {
    id: 'runner',
    name: 'A runner is up',
    action: 'delivery:runner:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      tags: ['docker'],
    },
  }),
  example('Make a runner, whose token GitLab Runner finds in a Secret', {
    id: 'runner',
    name: 'A runner of the team',
    action: 'delivery:runner:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      tags: ['arm64'],
      create: true,
      cluster: 'main',
      namespace: 'payments-dev',
    },
  }),
];
