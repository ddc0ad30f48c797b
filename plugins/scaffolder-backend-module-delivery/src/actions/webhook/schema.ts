import { HookEvent } from '@slipway/plugin-wiring-node';
import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';

type Input = {
  repoUrl: string;
  url: string | undefined;
  events: HookEvent[] | undefined;
  replaceSecret: boolean | undefined;
};

type Output = CommonOutput & { url: string };

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    url: (z: Zod) =>
      z
        .string()
        .url()
        .describe(
          "Where to: the portal's events endpoint by default. Another receiver, such as Argo CD's /api/webhook, gets no secret",
        )
        .optional(),
    events: (z: Zod) =>
      z
        .array(z.enum(['push_events', 'pipeline_events', 'job_events']))
        .min(1)
        .describe('All three by default')
        .optional(),
    replaceSecret: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Send the secret again in any case, as GitLab does not give back what it has',
        )
        .optional(),
  },
  output: { ...commonOutput, url: (z: Zod) => z.string() },
};
