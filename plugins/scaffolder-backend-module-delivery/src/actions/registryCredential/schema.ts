import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: {
    service: commonInput.service,
    registryHost: (z: Zod) =>
      z
        .string()
        .describe(
          'The registry as image names write it; delivery.launch.registryHost by default',
        )
        .optional(),
  },
  output: {
    ...commonOutput,
    tokenName: (z: Zod) => z.string().describe('The name of the deploy token'),
    secretName: (z: Zod) =>
      z.string().describe('The name of the Secret in each namespace'),
  },
};
