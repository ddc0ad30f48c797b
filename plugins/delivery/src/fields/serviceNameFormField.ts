import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { SlipwayServiceName } from './SlipwayServiceName';
import { validateServiceName } from './validateServiceName';

/** `ui:field: SlipwayServiceName` in a template. */
export const serviceNameFormField = createFormField({
  name: 'SlipwayServiceName',
  component: SlipwayServiceName,
  validation: validateServiceName,
  schema: makeFieldSchema({ output: z => z.string() }),
});
