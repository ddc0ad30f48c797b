import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type WantedEnvironment = {
  name: string;
  reviewers?: string[];
  preventSelfReview?: boolean;
  waitMinutes?: number;
  branches?: 'all' | 'protected';
};

type Input = {
  repoUrl: string;
  environments: WantedEnvironment[];
  required: boolean | undefined;
};

type Output = CommonOutput & { warnings: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    environments: (z: Zod) =>
      z
        .array(
          z.object({
            name: z
              .string()
              .min(1)
              .max(255)
              .describe('As jobs name it, such as production'),
            reviewers: z
              .array(z.string())
              .max(6)
              .describe(
                'user:<name>, group:<path> or team:<slug>. On GitHub one of them has to approve, on GitLab each, of a group anybody',
              )
              .optional(),
            preventSelfReview: z
              .boolean()
              .describe(
                'On GitHub, whether who started a deployment may not approve it',
              )
              .optional(),
            waitMinutes: z
              .number()
              .int()
              .min(0)
              .max(43_200)
              .describe('On GitHub, how long a deployment waits')
              .optional(),
            branches: z
              .enum(['all', 'protected'])
              .describe('On GitHub, from which branches may be deployed')
              .optional(),
          }),
        )
        .min(1),
    required: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Fail where the plan of the forge has no such rules; by default it is said, and the environment is made without them',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    warnings: (z: Zod) =>
      z.array(z.string()).describe('What was asked for and cannot be had'),
  },
};
