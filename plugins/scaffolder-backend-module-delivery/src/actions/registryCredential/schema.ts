import { ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  service: string;
  forge: ForgeKind | undefined;
  registryHost: string | undefined;
  attach: { serviceAccount: string } | undefined;
};

type Output = CommonOutput & { tokenName: string; secretName: string };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    registryHost: (z: Zod) =>
      z
        .string()
        .describe(
          'The registry as image names write it; delivery.launch.registryHost by default',
        )
        .optional(),
    attach: (z: Zod) =>
      z
        .object({ serviceAccount: z.string().min(1) })
        .describe(
          'The ServiceAccount of each namespace, such as default, whose pods are given the pull secret; without it the manifests have to name it',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    tokenName: (z: Zod) => z.string().describe('The name of the credential'),
    secretName: (z: Zod) =>
      z.string().describe('The name of the Secret in each namespace'),
  },
};
