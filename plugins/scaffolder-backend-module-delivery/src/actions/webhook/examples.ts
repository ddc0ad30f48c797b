import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Tell the portal what happens in a repository', {
    id: 'webhook',
    name: 'Webhook of the app repository',
    action: 'delivery:webhook:ensure',
    input: { repoUrl: 'gitlab.example.com?owner=acme&repo=payments' },
  }),
  example(
    'Tell Argo CD of each push, so that it need not look every three minutes',
    {
      id: 'argocd-webhook',
      name: 'Webhook to Argo CD',
      action: 'delivery:webhook:ensure',
      input: {
        repoUrl: 'gitlab.example.com?owner=acme&repo=payments-gitops',
        receiver: 'argocd',
        url: 'https://argocd.example.com/api/webhook',
      },
    },
  ),
];
