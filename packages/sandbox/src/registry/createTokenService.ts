import type { Clock } from '../world/Clock.ts';
import type { RegistryAuthorizer } from '../world/seams.ts';
import { RegistryError } from './RegistryError.ts';
import { signRegistryToken, tokenLifetimeSeconds } from './registryToken.ts';
import type { RegistryAccess, TokenSigner } from './registryToken.ts';

export interface TokenService {
  /**
   * A token for what these credentials may do of what is asked. `UNAUTHORIZED` when they are
   * wrong, `DENIED` when nothing at all is allowed.
   */
  issue(
    credentials: { username: string; password: string } | undefined,
    scopes: RegistryAccess[],
  ): Promise<{ token: string; expires_in: number; issued_at: string }>;
}

const wrongCredentials =
  "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password. If a token was provided, it was either incorrect, expired, or improperly scoped.";

export function createTokenService(options: {
  authorizer: RegistryAuthorizer;
  signer: TokenSigner;
  clock: Clock;
}): TokenService {
  const { authorizer, signer, clock } = options;
  return {
    async issue(credentials, scopes) {
      const access: RegistryAccess[] = [];
      // A login asks for a token without a scope: that is how credentials are tried.
      const asked =
        scopes.length > 0
          ? scopes
          : [{ type: 'repository' as const, name: '', actions: [] }];
      for (const scope of asked) {
        const allowed = await authorizer.registryActions(
          credentials,
          scope.name,
        );
        if (!allowed) {
          throw new RegistryError('UNAUTHORIZED', {
            message: wrongCredentials,
          });
        }
        if (scope.actions.includes('push') && !allowed.includes('push')) {
          const message = authorizer.pushDenial?.(credentials, scope.name);
          if (message) {
            throw new RegistryError('DENIED', { message });
          }
        }
        const actions = scope.actions.flatMap(action =>
          action === '*' ? allowed : allowed.filter(one => one === action),
        );
        if (actions.length > 0) {
          access.push({ ...scope, actions });
        }
      }
      if (!credentials && access.length === 0) {
        throw new RegistryError('DENIED', { message: 'access forbidden' });
      }
      const now = clock.now();
      return {
        token: signRegistryToken(access, {
          signer,
          now,
          subject: credentials?.username ?? '',
        }),
        expires_in: tokenLifetimeSeconds,
        issued_at: now.toISOString(),
      };
    },
  };
}
