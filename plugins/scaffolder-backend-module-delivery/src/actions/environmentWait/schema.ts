import { ForgeKind } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

const seconds = (z: Zod, words: string) =>
  z.number().positive().describe(words).optional();

type Input = {
  service: string;
  forge: ForgeKind | undefined;
  environment: string;
  entityRef: string | undefined;
  deploySeconds: number | undefined;
  healthySeconds: number | undefined;
  graceSeconds: number | undefined;
};

type Output = CommonOutput & { seconds: number; tag: string | undefined };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    environment: (z: Zod) =>
      z.string().min(1).describe('An environment of delivery.environments'),
    entityRef: (z: Zod) =>
      z.string().describe('component:default/<service> by default').optional(),
    deploySeconds: (z: Zod) =>
      seconds(
        z,
        'How long to wait for something to be deployed; 300 by default',
      ),
    healthySeconds: (z: Zod) =>
      seconds(
        z,
        'How long to wait from then until it is healthy; 900 by default',
      ),
    graceSeconds: (z: Zod) =>
      seconds(
        z,
        'How long it may be degraded before the waiting ends; 60 by default',
      ),
  },
  output: {
    ...commonOutput,
    seconds: (z: Zod) => z.number().describe('How long it took'),
    tag: (z: Zod) => z.string().describe('The tag that is live').optional(),
  },
};
