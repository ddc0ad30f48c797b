import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = { repoUrl: string; catalogInfoPath: string | undefined };

type Output = CommonOutput & { locationUrl: string };

export const schema: ActionSchema<Input, Output> = {
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
