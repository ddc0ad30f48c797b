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
  prefix: string | undefined;
};

type Output = CommonOutput & { secretName: string; prefix: string };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    prefix: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe(
          "What the repositories' addresses begin with, up to a slash; those of the group by default",
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    secretName: (z: Zod) => z.string(),
    prefix: (z: Zod) => z.string(),
  },
};
