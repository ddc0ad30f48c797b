import { ActionSchema, Zod } from '../../run';

type Input = {};

type Output = { launch: string };

export const schema: ActionSchema<Input, Output> = {
  input: {},
  output: {
    launch: (z: Zod) =>
      z.string().describe('By what the ledger knows this launch'),
  },
};
