import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Everything that can be known to go wrong, before it does', {
    id: 'preflight',
    name: 'Preflight',
    action: 'delivery:preflight',
    input: { service: 'payments' },
  }),
  example('With what the manifests ask for, and the tags of the jobs', {
    id: 'preflight',
    name: 'Preflight',
    action: 'delivery:preflight',
    input: {
      service: 'payments',
      jobTags: ['docker'],
      kinds: ['Rollout', 'AnalysisTemplate'],
      resources: { dev: { 'requests.memory': '576Mi', pods: '5' } },
    },
  }),
];
