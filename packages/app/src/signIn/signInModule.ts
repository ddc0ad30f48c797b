import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  SignInPageBlueprint,
  TranslationBlueprint,
} from '@backstage/plugin-app-react';
import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { signInTranslationRef } from './translation';

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader: async () => (await import('./RoleSignInPage')).RoleSignInPage,
      },
    }),
    TranslationBlueprint.make({
      name: 'sign-in',
      params: {
        resource: createTranslationMessages({
          ref: signInTranslationRef,
          messages: {},
        }),
      },
    }),
  ],
});
