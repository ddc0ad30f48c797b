import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { SlipwayPreflight } from './SlipwayPreflight';

/** `ui:field: SlipwayPreflight` in a template. */
export const preflightFormField = createFormField({
  name: 'SlipwayPreflight',
  component: SlipwayPreflight,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        serviceProperty: z
          .string()
          .describe('The property that names the service; `name` without')
          .optional(),
        forge: z.enum(['gitlab', 'github']).optional(),
        jobTags: z
          .array(z.string())
          .describe("The tags of the pipeline's jobs")
          .optional(),
        kinds: z
          .array(z.string())
          .describe('The kinds of argoproj.io in the manifests')
          .optional(),
        resources: z
          .record(z.record(z.string()))
          .describe('What the pods of each environment ask for at the most')
          .optional(),
      }),
  }),
});
