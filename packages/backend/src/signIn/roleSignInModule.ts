import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { assertEmbedded } from './assertEmbedded';
import { createRoleAuthenticator } from './roleAuthenticator';
import { roles } from './roles';

/**
 * Lets everyone who reaches the embedded portal enter it in a role of their choice, without a
 * password. Only for a portal that listens on this machine alone.
 */
export const roleSignInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'role-sign-in',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        for (const { providerId, user } of roles) {
          if (!config.has(`auth.providers.${providerId}`)) {
            continue;
          }
          assertEmbedded(config);
          providers.registerProvider({
            providerId,
            factory: createProxyAuthProviderFactory({
              authenticator: createRoleAuthenticator(providerId),
              signInResolver: (_info, context) =>
                context.signInWithCatalogUser({ entityRef: user }),
            }),
          });
        }
      },
    });
  },
});
