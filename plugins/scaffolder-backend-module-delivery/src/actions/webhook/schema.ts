import {
  ActionSchema,
  commonInput,
  commonOutput,
  CommonOutput,
  Zod,
} from '../../run';
import { HookEventName, hookEventNames } from './hookEventOf';

type Input = {
  repoUrl: string;
  url: string | undefined;
  events: HookEventName[] | undefined;
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
        .array(z.enum(hookEventNames))
        .min(1)
        .describe('push, pipeline and job by default')
        .optional(),
    replaceSecret: (z: Zod) =>
      z
        .boolean()
        .describe(
          'Send the secret again in any case, as no forge gives back what it has',
        )
        .optional(),
  },
  output: { ...commonOutput, url: (z: Zod) => z.string() },
};
