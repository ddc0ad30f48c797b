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
  environment: string | undefined;
  quota: Record<string, string> | undefined;
};

type Output = CommonOutput & { namespaces: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    environment: commonInput.environment,
    quota: (z: Zod) =>
      z
        .record(z.string())
        .describe(
          'What the namespace may use in all, such as {"limits.memory": "4Gi"}; delivery.launch.quota by default',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    namespaces: (z: Zod) => z.array(z.string()),
  },
};
