import { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

type Schemas = NonNullable<TemplateActionOptions['schema']>;

/** What the schema callbacks of actions get: the zod that the scaffolder brings. */
export type Zod = Parameters<NonNullable<Schemas['input']>[string]>[0];

const results = ['created', 'updated', 'unchanged'] as const;

/** Inputs that several actions have. */
export const commonInput = {
  repoUrl: (z: Zod) =>
    z
      .string()
      .min(1)
      .describe(
        'The repository as Backstage writes it: gitlab.example.com?owner=acme&repo=payments',
      ),
  service: (z: Zod) =>
    z.string().min(1).describe('The name of the service, a DNS label'),
  environment: (z: Zod) =>
    z
      .string()
      .min(1)
      .describe(
        'An environment of delivery.environments; all of them by default',
      )
      .optional(),
};

/** Outputs that every action has. */
export const commonOutput = {
  result: (z: Zod) =>
    z
      .enum(results)
      .describe('What this launch did: created, updated or unchanged'),
  items: (z: Zod) =>
    z
      .array(
        z.object({
          what: z.string(),
          name: z.string(),
          result: z.enum(results),
        }),
      )
      .describe('The same for each thing that the action looks after'),
};
