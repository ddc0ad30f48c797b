import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

export const serviceNameField = FormFieldBlueprint.make({
  name: 'service-name',
  params: {
    field: async () => (await import('../fields')).serviceNameFormField,
  },
});
