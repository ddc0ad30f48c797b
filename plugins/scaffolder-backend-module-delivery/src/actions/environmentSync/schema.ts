import { commonInput, commonOutput, Zod } from '../../run';

export const schema = {
  input: {
    service: commonInput.service,
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
