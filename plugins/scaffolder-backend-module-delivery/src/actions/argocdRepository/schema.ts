import { ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = { service: string; forge: ForgeKind | undefined };

type Output = CommonOutput & {
  tokenName: string;
  secretName: string;
  repoUrl: string | undefined;
};

export const schema: ActionSchema<Input, Output> = {
  input: { service: commonInput.service, forge: commonInput.forge },
  output: {
    ...commonOutput,
    tokenName: (z: Zod) => z.string().describe('The name of the credential'),
    secretName: (z: Zod) => z.string(),
    repoUrl: (z: Zod) =>
      z.string().describe('The URL that Applications name').optional(),
  },
};
