import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Wait until a service is healthy in dev', {
    id: 'wait-dev',
    name: 'Wait for dev',
    action: 'delivery:environment:wait',
    input: { service: 'payments', environment: 'dev' },
  }),
  example('Give a slow service more time', {
    id: 'wait-production',
    name: 'Wait for production',
    action: 'delivery:environment:wait',
    input: {
      service: 'payments',
      environment: 'production',
      healthySeconds: 3600,
      graceSeconds: 300,
    },
  }),
];
