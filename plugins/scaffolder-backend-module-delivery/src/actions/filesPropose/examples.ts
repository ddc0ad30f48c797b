import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example(
    'Propose the manifests of a service to the GitOps repository of all',
    {
      id: 'propose',
      name: 'Merge request to the platform repository',
      action: 'delivery:files:propose',
      input: {
        repoUrl: 'gitlab.example.com?owner=acme&repo=payments-gitops',
        service: 'payments',
        sourcePath: './gitops',
        targetPath: 'apps/payments',
        ownFolder: true,
      },
    },
  ),
  example('Merge them as soon as the rules of the repository allow it', {
    id: 'propose',
    name: 'Into the platform repository',
    action: 'delivery:files:propose',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments-gitops',
      service: 'payments',
      sourcePath: './gitops',
      targetPath: 'apps/payments',
      title: 'Deploy payments',
      merge: true,
      timeoutSeconds: 600,
    },
  }),
];
