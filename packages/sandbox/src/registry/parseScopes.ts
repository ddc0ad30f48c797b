import type { RegistryAccess } from './registryToken.ts';

/**
 * Reads the `scope` parameters of a token request, several in one string or one in each:
 * `repository:acme/payments:pull,push`. Other types of resource are left out.
 */
export function parseScopes(scopes: string[]): RegistryAccess[] {
  return scopes
    .flatMap(scope => scope.split(' '))
    .flatMap(scope => {
      const match = /^repository(?:\([a-z]+\))?:(.+):([^:]*)$/.exec(scope);
      if (!match) {
        return [];
      }
      const actions = match[2].split(',').filter(Boolean);
      return [{ type: 'repository' as const, name: match[1], actions }];
    });
}
