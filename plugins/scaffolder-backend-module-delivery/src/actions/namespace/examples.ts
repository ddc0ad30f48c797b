import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('A namespace for every environment of a service', {
    id: 'namespaces',
    name: 'Namespaces',
    action: 'delivery:namespace:ensure',
    input: { service: 'payments' },
  }),
  example('One environment, with a quota of its own', {
    id: 'namespace',
    name: 'Namespace of production',
    action: 'delivery:namespace:ensure',
    input: {
      service: 'payments',
      environment: 'production',
      quota: { 'limits.memory': '16Gi', pods: '60' },
    },
  }),
  example('Labels, a pod security level, and limits for containers', {
    id: 'namespaces',
    name: 'Namespaces',
    action: 'delivery:namespace:ensure',
    input: {
      service: 'payments',
      labels: { 'cost-centre': '4711' },
      podSecurity: 'restricted',
      limits: {
        default: { memory: '256Mi' },
        defaultRequest: { cpu: '50m', memory: '128Mi' },
        max: { memory: '1Gi' },
      },
    },
  }),
];
