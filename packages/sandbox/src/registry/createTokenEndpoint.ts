import type { IncomingMessage } from 'node:http';
import { RegistryError } from './RegistryError.ts';
import { json } from './RegistryRequest.ts';
import type { RegistryAnswer } from './RegistryRequest.ts';
import type { TokenService } from './createTokenService.ts';
import { parseBasicCredentials } from './parseBasicCredentials.ts';
import { parseScopes } from './parseScopes.ts';
import { registryService } from './registryToken.ts';

/** `GET /jwt/auth?service=container_registry&scope=…` */
export function createTokenEndpoint(
  tokens: TokenService,
): (request: IncomingMessage) => Promise<RegistryAnswer> {
  return async request => {
    const url = new URL(request.url ?? '/', 'http://registry');
    // Clients try the OAuth form first and take the other when it isn't there.
    if (request.method !== 'GET') {
      return { status: 404, headers: { 'content-length': 0 } };
    }
    if (url.searchParams.get('service') !== registryService) {
      return { status: 404, headers: { 'content-length': 0 } };
    }
    const header = request.headers.authorization;
    const credentials = parseBasicCredentials(header);
    if (header && !credentials) {
      throw new RegistryError('UNAUTHORIZED', {
        message: 'HTTP Basic: Access denied',
      });
    }
    const scopes = parseScopes(url.searchParams.getAll('scope'));
    return json(200, await tokens.issue(credentials, scopes));
  };
}
