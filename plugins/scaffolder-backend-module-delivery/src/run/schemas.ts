import { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';
import { ForgeKind, Outcome, Result } from '@slipway/plugin-wiring-node';

type Schemas = NonNullable<TemplateActionOptions['schema']>;

/** What the schema callbacks of actions get: the zod that the scaffolder brings. */
export type Zod = Parameters<NonNullable<Schemas['input']>[string]>[0];

// For its types only: the scaffolder's zod is not one that this package could import by name.
declare const zod: Zod;

/** Callbacks that make the schemas of some fields. */
export type Fields<T> = {
  [K in keyof T]: (z: Zod) => ReturnType<typeof zod.custom<T[K]>>;
};

/** The schema of an action, by the types of what goes in and comes out. */
export type ActionSchema<Input, Output> = {
  input: Fields<Input>;
  output: Fields<Output>;
};

/** What every action puts out. */
export type CommonOutput = { result: Result; items: Outcome[] };

const results = ['created', 'updated', 'unchanged'] as const;

/** Inputs that several actions have. */
export const commonInput: Fields<{
  repoUrl: string;
  service: string;
  environment: string | undefined;
  forge: ForgeKind | undefined;
}> = {
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
  forge: (z: Zod) =>
    z
      .enum(['gitlab', 'github'])
      .describe(
        'The kind of forge that the template is made for: with github, delivery.launch.github says where things go',
      )
      .optional(),
};

/** Outputs that every action has. */
export const commonOutput: Fields<CommonOutput> = {
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
          diff: z
            .array(z.string())
            .describe('In a dry run: what would change, line by line')
            .optional(),
        }),
      )
      .describe('The same for each thing that the action looks after'),
};
