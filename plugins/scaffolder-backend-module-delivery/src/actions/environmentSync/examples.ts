import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Bring production to what git asks for', {
    id: 'sync-production',
    name: 'Sync production',
    action: 'delivery:environment:sync',
    input: { service: 'payments', environment: 'production' },
  }),
];
