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
  environment: string;
  entityRef: string | undefined;
  timeoutSeconds: number | undefined;
};

type Output = CommonOutput;

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    environment: (z: Zod) =>
      z.string().min(1).describe('An environment of delivery.environments'),
    entityRef: (z: Zod) =>
      z.string().describe('component:default/<service> by default').optional(),
    timeoutSeconds: (z: Zod) =>
      z
        .number()
        .positive()
        .describe(
          'How long to wait until a sync can be started; 300 by default',
        )
        .optional(),
  },
  output: { ...commonOutput },
};
