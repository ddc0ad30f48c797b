import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  repoUrl: string;
  service: string;
  sourcePath: string;
  targetPath: string;
  ownFolder: boolean | undefined;
  branch: string | undefined;
  targetBranch: string | undefined;
  title: string | undefined;
  description: string | undefined;
  wait: boolean | undefined;
  merge: boolean | undefined;
  timeoutSeconds: number | undefined;
};

type Output = CommonOutput & {
  branch: string;
  isMerged: boolean;
  mergeRequestUrl: string | undefined;
};

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    service: commonInput.service,
    sourcePath: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe('The folder of the workspace that holds the files'),
    targetPath: (z: Zod) =>
      z
        .string()
        .describe(
          'The folder of the repository that they go to, such as apps/payments; empty for the top',
        ),
    ownFolder: (z: Zod) =>
      z
        .boolean()
        .describe(
          'The folder holds nothing else: what is in it and is no longer rendered goes',
        )
        .optional(),
    branch: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe(
          'The branch that brings them, slipway/<service> by default; the same in each run',
        )
        .optional(),
    targetBranch: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe('Where they are to be merged: the default branch by default')
        .optional(),
    title: (z: Zod) =>
      z
        .string()
        .min(1)
        .max(200)
        .describe('Of the merge request, and of its commit')
        .optional(),
    description: (z: Zod) =>
      z.string().max(5000).describe('Of the merge request').optional(),
    wait: (z: Zod) =>
      z
        .boolean()
        .describe('Wait until somebody has merged it; false by default')
        .optional(),
    merge: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Merge it as soon as the rules of the repository let the portal, and wait for that; false by default',
        )
        .optional(),
    timeoutSeconds: (z: Zod) =>
      z
        .number()
        .int()
        .min(1)
        .max(86_400)
        .describe('How long to wait: an hour by default')
        .optional(),
  },
  output: {
    ...commonOutput,
    branch: (z: Zod) => z.string().describe('The branch that brings the files'),
    isMerged: (z: Zod) =>
      z.boolean().describe('Whether the files are in the target branch'),
    mergeRequestUrl: (z: Zod) =>
      z
        .string()
        .describe(
          'The merge request or pull request; absent when the files are there already, and in a dry run',
        )
        .optional(),
  },
};
