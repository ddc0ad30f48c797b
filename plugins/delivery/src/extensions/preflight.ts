import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { PreflightClient, preflightApiRef } from '../api';

export const preflightApi = ApiBlueprint.make({
  name: 'preflight',
  params: defineParams =>
    defineParams({
      api: preflightApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new PreflightClient(deps),
    }),
});

export const preflightField = FormFieldBlueprint.make({
  name: 'preflight',
  params: {
    field: async () => (await import('../preflight')).preflightFormField,
  },
});
