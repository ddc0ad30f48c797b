import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: {
    service: commonInput.service,
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
    tokenName: (z: Zod) =>
      z.string().describe('The name of the project access token'),
    variable: (z: Zod) => z.string().describe('The CI variable that holds it'),
    expiresAt: (z: Zod) => z.string().describe('A date').optional(),
  },
};
