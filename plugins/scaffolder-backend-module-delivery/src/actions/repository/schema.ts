import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  repoUrl: string;
  title: string | undefined;
  description: string | undefined;
  visibility: 'private' | 'internal' | 'public' | undefined;
  sourcePath: string | undefined;
  commitMessage: string | undefined;
};

type Output = CommonOutput & {
  projectId: number | undefined;
  path: string;
  remoteUrl: string | undefined;
  repoContentsUrl: string | undefined;
  webUrl: string | undefined;
  defaultBranch: string | undefined;
};

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    title: (z: Zod) =>
      z
        .string()
        .describe('What it is called in the log, such as GitOps repository')
        .optional(),
    description: (z: Zod) =>
      z.string().max(500).describe('What the repository is for').optional(),
    visibility: (z: Zod) =>
      z
        .enum(['private', 'internal', 'public'])
        .describe('delivery.launch.visibility by default')
        .optional(),
    sourcePath: (z: Zod) =>
      z
        .string()
        .describe(
          'The folder of the workspace that holds the first content; without it the repository is left as empty as it is',
        )
        .optional(),
    commitMessage: (z: Zod) =>
      z.string().describe('The first line of the launch commit').optional(),
  },
  output: {
    ...commonOutput,
    projectId: (z: Zod) => z.number().optional(),
    path: (z: Zod) => z.string().describe('acme/payments'),
    remoteUrl: (z: Zod) => z.string().describe('The clone URL').optional(),
    repoContentsUrl: (z: Zod) =>
      z.string().describe('The page of its files').optional(),
    webUrl: (z: Zod) => z.string().optional(),
    defaultBranch: (z: Zod) =>
      z.string().describe('As the repository has it').optional(),
  },
};
