import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type SecretRef = { cluster: string; namespace: string; name: string };

type Input = {
  repoUrl: string;
  tags: string[] | undefined;
  required: boolean | undefined;
  create: boolean | undefined;
  service: string | undefined;
  cluster: string | undefined;
  namespace: string | undefined;
  secretName: string | undefined;
};

type Output = CommonOutput & {
  online: boolean;
  secretRef: SecretRef | undefined;
};

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    tags: (z: Zod) =>
      z
        .array(z.string().min(1))
        .describe(
          'The tags of the jobs on GitLab, the labels of runs-on on GitHub; untagged jobs by default',
        )
        .optional(),
    required: (z: Zod) =>
      z
        .boolean()
        .describe('Fail where no runner is up; true by default')
        .optional(),
    create: (z: Zod) =>
      z
        .boolean()
        .describe(
          'On GitLab, make a runner of the project where none is up. Its token goes into a Secret, from which GitLab Runner is started',
        )
        .optional(),
    service: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe(
          'With create: whose runner it is; the name of the repository by default',
        )
        .optional(),
    cluster: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe('With create: the cluster of the Secret')
        .optional(),
    namespace: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe('With create: its namespace, which must be there')
        .optional(),
    secretName: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe('With create: <service>-runner by default')
        .optional(),
  },
  output: {
    ...commonOutput,
    online: (z: Zod) => z.boolean().describe('Whether a runner is up now'),
    secretRef: (z: Zod) =>
      z
        .object({
          cluster: z.string(),
          namespace: z.string(),
          name: z.string(),
        })
        .describe('Where the token of a runner of Slipway is, by name')
        .optional(),
  },
};
