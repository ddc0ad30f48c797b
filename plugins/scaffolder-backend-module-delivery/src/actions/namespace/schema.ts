import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: {
    service: commonInput.service,
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
