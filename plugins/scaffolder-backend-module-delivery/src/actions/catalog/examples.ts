import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Register a service in the catalog', {
    id: 'catalog',
    name: 'Catalog',
    action: 'delivery:catalog:ensure',
    input: { repoUrl: 'gitlab.example.com?owner=acme&repo=payments' },
  }),
];
