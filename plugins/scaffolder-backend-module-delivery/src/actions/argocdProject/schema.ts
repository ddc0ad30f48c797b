import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: { service: commonInput.service },
  output: { ...commonOutput, project: (z: Zod) => z.string() },
};
