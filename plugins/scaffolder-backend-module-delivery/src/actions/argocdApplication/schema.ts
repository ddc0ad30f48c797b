import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  service: string;
  environment: string | undefined;
  entityRef: string | undefined;
};

type Output = CommonOutput & { applications: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    environment: commonInput.environment,
    entityRef: (z: Zod) =>
      z
        .string()
        .describe(
          'The entity it belongs to; component:default/<service> by default',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    applications: (z: Zod) => z.array(z.string()),
  },
};
