import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: { service: commonInput.service },
  output: {
    ...commonOutput,
    tokenName: (z: Zod) => z.string().describe('The name of the deploy token'),
    secretName: (z: Zod) => z.string(),
    repoUrl: (z: Zod) =>
      z.string().describe('The URL that Applications name').optional(),
  },
};
