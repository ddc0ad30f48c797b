import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { example } from '../example';

export const examples: TemplateExample[] = [
  example("Let the service's pipeline write to its GitOps repository", {
    id: 'gitops-credential',
    name: 'Credential for the pipeline',
    action: 'delivery:gitops-credential:ensure',
    input: { service: 'payments' },
  }),
  example('Replace the token now, by one that is good for 90 days', {
    id: 'gitops-credential',
    name: 'Rotate the credential of the pipeline',
    action: 'delivery:gitops-credential:ensure',
    input: { service: 'payments', rotate: true, days: 90 },
  }),
];
