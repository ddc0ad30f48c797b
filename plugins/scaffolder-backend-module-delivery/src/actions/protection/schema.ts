import { BranchAccess, branchAccesses } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  repoUrl: string;
  branch: string | undefined;
  push: BranchAccess | undefined;
  merge: BranchAccess | undefined;
  allowForcePush: boolean | undefined;
  deployKeysMayPush: boolean | undefined;
  approvals: number | undefined;
  checks: string[] | undefined;
};

type Output = CommonOutput & { branch: string; warnings: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    branch: (z: Zod) =>
      z.string().min(1).describe('The default branch by default').optional(),
    push: (z: Zod) =>
      z
        .enum(branchAccesses)
        .describe(
          'Who may push without a merge request: maintainers by default, as GitLab does it. CI that writes with an access token is one of them',
        )
        .optional(),
    merge: (z: Zod) =>
      z
        .enum(branchAccesses)
        .describe(
          'Who may merge: developers by default. GitHub lets all merge who may write',
        )
        .optional(),
    allowForcePush: (z: Zod) =>
      z
        .boolean()
        .describe('Whether history may be rewritten; false by default')
        .optional(),
    deployKeysMayPush: (z: Zod) =>
      z
        .boolean()
        .describe(
          'On GitHub, whether deploy keys come past these rules, as CI does that writes to a GitOps repository; true by default',
        )
        .optional(),
    approvals: (z: Zod) =>
      z
        .number()
        .int()
        .min(0)
        .max(6)
        .describe(
          'On GitHub, how many people have to approve a pull request; none by default',
        )
        .optional(),
    checks: (z: Zod) =>
      z
        .array(z.string().min(1))
        .describe('On GitHub, the checks that must have passed, by their names')
        .optional(),
  },
  output: {
    ...commonOutput,
    branch: (z: Zod) => z.string(),
    warnings: (z: Zod) =>
      z
        .array(z.string())
        .describe(
          'Rules of the group or of others that hold for the branch too, and what of these the forge cannot hold',
        ),
  },
};
