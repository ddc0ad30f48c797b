import { ForgeKind } from '@slipway/plugin-wiring-node';
import { ActionSchema, commonInput, Zod } from '../../run';

type Input = {
  service: string;
  forge: ForgeKind | undefined;
  jobTags: string[] | undefined;
  kinds: string[] | undefined;
  resources: Record<string, Record<string, string>> | undefined;
};

type Found = {
  id: string;
  severity: 'blocks' | 'warns';
  place: string;
  text: string;
};

type Output = { findings: Found[]; checked: number; skipped: string[] };

export const schema: ActionSchema<Input, Output> = {
  input: {
    service: commonInput.service,
    forge: commonInput.forge,
    jobTags: (z: Zod) =>
      z
        .array(z.string())
        .describe(
          "The tags of the pipeline's jobs; none, the default, where any runner will do",
        )
        .optional(),
    kinds: (z: Zod) =>
      z
        .array(z.string())
        .describe(
          'The kinds of argoproj.io in the manifests; ["Rollout"] by default',
        )
        .optional(),
    resources: (z: Zod) =>
      z
        .record(z.record(z.string()))
        .describe(
          'What the pods of each environment ask for at the most, the old and the new version together, such as {"dev": {"requests.memory": "576Mi", "pods": "5"}}; without it no quota is looked at',
        )
        .optional(),
  },
  output: {
    findings: (z: Zod) =>
      z
        .array(
          z.object({
            id: z.string(),
            severity: z.enum(['blocks', 'warns']),
            place: z.string(),
            text: z.string(),
          }),
        )
        .describe('What is not as it should be; of those that block, none'),
    checked: (z: Zod) =>
      z.number().describe('How many things have been looked at'),
    skipped: (z: Zod) =>
      z.array(z.string()).describe('What could not be looked at, and why'),
  },
};
