import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Only merge requests change the default branch', {
    id: 'protection',
    name: 'Rules of the app repository',
    action: 'delivery:protection:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      push: 'nobody',
      approvals: 1,
      checks: ['test'],
    },
  }),
  example('Maintainers, and the CI that writes to it, may push as well', {
    id: 'gitops-protection',
    name: 'Rules of the GitOps repository',
    action: 'delivery:protection:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments-gitops',
      push: 'maintainers',
      merge: 'maintainers',
    },
  }),
];
