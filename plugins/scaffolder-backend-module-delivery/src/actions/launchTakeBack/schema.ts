import { ActionSchema, Zod } from '../../run';

type Input = { launch: string | undefined };

type Output = { removed: string[]; kept: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    launch: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe('The task of the launch; this one by default')
        .optional(),
  },
  output: {
    removed: (z: Zod) => z.array(z.string()).describe('What is gone'),
    kept: (z: Zod) =>
      z
        .array(z.string())
        .describe(
          'What is still there, because it was there before or because people have changed it',
        ),
  },
};
