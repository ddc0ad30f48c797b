import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  repoUrl: string;
  key: string;
  value: string;
  masked: boolean | undefined;
  hidden: boolean | undefined;
  protected: boolean | undefined;
  raw: boolean | undefined;
  environmentScope: string | undefined;
  description: string | undefined;
  replaceHidden: boolean | undefined;
};

type Output = CommonOutput & { key: string };

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    key: (z: Zod) =>
      z
        .string()
        .regex(/^[A-Za-z0-9_]{1,255}$/)
        .describe('The name of the variable'),
    value: (z: Zod) =>
      z
        .string()
        .describe('Its value; a secret one comes from ${{ secrets.NAME }}'),
    masked: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Hidden in the logs of jobs; where the forge hides secrets only, it becomes one',
        )
        .optional(),
    hidden: (z: Zod) =>
      z
        .boolean()
        .describe('Never shown again, by anyone; such a variable is masked too')
        .optional(),
    protected: (z: Zod) =>
      z.boolean().describe('Given to protected branches only').optional(),
    raw: (z: Zod) =>
      z
        .boolean()
        .describe('$ in the value is kept, true by default')
        .optional(),
    environmentScope: (z: Zod) =>
      z.string().describe('* by default').optional(),
    description: (z: Zod) => z.string().max(255).optional(),
    replaceHidden: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Write a hidden variable anew in any case, as its value cannot be compared',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    key: (z: Zod) => z.string(),
  },
};
