import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
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
