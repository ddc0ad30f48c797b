import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: {
    repoUrl: commonInput.repoUrl,
    catalogInfoPath: (z: Zod) =>
      z.string().describe('catalog-info.yaml by default').optional(),
  },
  output: {
    ...commonOutput,
    locationUrl: (z: Zod) => z.string(),
  },
};
