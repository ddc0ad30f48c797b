import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Create a GitOps repository with its first content', {
    id: 'gitops-repository',
    name: 'GitOps repository',
    action: 'delivery:repository:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments-gitops',
      title: 'GitOps repository',
      description: 'What payments runs as, in each environment',
      sourcePath: './gitops',
    },
  }),
  example('Create an empty repository, to be filled by a later step', {
    id: 'app-repository',
    name: 'App repository',
    action: 'delivery:repository:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      title: 'app repository',
      visibility: 'internal',
    },
  }),
];
