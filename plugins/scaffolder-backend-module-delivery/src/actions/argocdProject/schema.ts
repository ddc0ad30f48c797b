import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = { service: string };

type Output = CommonOutput & { project: string };

export const schema: ActionSchema<Input, Output> = {
  input: { service: commonInput.service },
  output: { ...commonOutput, project: (z: Zod) => z.string() },
};
