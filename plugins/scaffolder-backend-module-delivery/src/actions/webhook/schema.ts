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
  receiver: 'portal' | 'argocd' | undefined;
  argocd: string | undefined;
  url: string | undefined;
  events: HookEventName[] | undefined;
  replaceSecret: boolean | undefined;
};

type Output = CommonOutput & { url: string };

export const schema: ActionSchema<Input, Output> = {
  input: {
    repoUrl: commonInput.repoUrl,
    receiver: (z: Zod) =>
      z
        .enum(['portal', 'argocd'])
        .describe(
          'The portal by default. For argocd the secret is the one that Argo CD has in its own Secret',
        )
        .optional(),
    argocd: (z: Zod) =>
      z
        .string()
        .min(1)
        .describe(
          'With receiver argocd: which one of delivery.argocd, where there are several',
        )
        .optional(),
    url: (z: Zod) =>
      z
        .string()
        .url()
        .describe(
          "Where to: the portal's events endpoint by default, with receiver argocd its webhookUrl of delivery.argocd. Any other receiver gets no secret",
        )
        .optional(),
    events: (z: Zod) =>
      z
        .array(z.enum(hookEventNames))
        .min(1)
        .describe('push, pipeline and job by default; for Argo CD push')
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
