import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('Take back what this launch has made, when a step of it has failed', {
    id: 'take-back',
    name: 'Take back what was made',
    action: 'delivery:launch:take-back',
    if: "${{ failure() and parameters.onFailure === 'take-back' }}",
    input: {},
  }),
];
