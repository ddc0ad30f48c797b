import { ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = { service: string; forge: ForgeKind | undefined };

type Output = CommonOutput & { project: string };

export const schema: ActionSchema<Input, Output> = {
  input: { service: commonInput.service, forge: commonInput.forge },
  output: { ...commonOutput, project: (z: Zod) => z.string() },
};
