import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  repoUrl: string;
  startSeconds: number | undefined;
  timeoutSeconds: number | undefined;
};

type Output = CommonOutput & {
  pipelineId: number | undefined;
  pipelineUrl: string | undefined;
  commit: string | undefined;
};

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    startSeconds: (z: Zod) =>
      z
        .number()
        .positive()
        .describe('How long to wait until there is a pipeline; 120 by default')
        .optional(),
    timeoutSeconds: (z: Zod) =>
      z
        .number()
        .positive()
        .describe('How long to wait until it has finished; 1800 by default')
        .optional(),
  },
  output: {
    ...commonOutput,
    pipelineId: (z: Zod) => z.number().optional(),
    pipelineUrl: (z: Zod) => z.string().optional(),
    commit: (z: Zod) => z.string().describe('Its commit').optional(),
  },
};
