import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example('The last step of a launch', {
    id: 'finish',
    name: 'Finish',
    action: 'delivery:launch:finish',
    input: {},
  }),
];
