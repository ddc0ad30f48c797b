import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Set a plain variable', {
    id: 'variable',
    name: 'Set the log level',
    action: 'delivery:ci-variable:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      key: 'LOG_LEVEL',
      value: 'debug',
    },
  }),
  example('Set a secret that nobody sees again, for protected branches', {
    id: 'secret',
    name: 'Set the token of the package index',
    action: 'delivery:ci-variable:ensure',
    input: {
      repoUrl: 'gitlab.example.com?owner=acme&repo=payments',
      key: 'INDEX_TOKEN',
      value: '${{ secrets.INDEX_TOKEN }}',
      hidden: true,
      protected: true,
    },
  }),
];
