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
  days: number | undefined;
  rotate: boolean | undefined;
};

type Output = CommonOutput & {
  tokenName: string;
  variable: string;
  expiresAt: string | undefined;
};

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    days: (z: Zod) =>
      z
        .number()
        .int()
        .min(2)
        .max(364)
        .describe(
          'How long a new token is good; delivery.launch.token.days by default',
        )
        .optional(),
    rotate: (z: Zod) =>
      z
        .boolean()
        .describe('Replace the token also when it is good for long enough')
        .optional(),
  },
  output: {
    ...commonOutput,
    tokenName: (z: Zod) => z.string().describe('The name of the credential'),
    variable: (z: Zod) => z.string().describe('The CI variable that holds it'),
    expiresAt: (z: Zod) => z.string().describe('A date').optional(),
  },
};
