import type { IncomingHttpHeaders } from 'node:http';
import type { Principal } from '../api/Principal.ts';
import { errors } from '../errors/errors.ts';
import type { TokenService } from './TokenService.ts';

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Who makes a request to the REST API; undefined without credentials, 401 with wrong ones. */
export function authenticateRest(
  headers: IncomingHttpHeaders,
  tokens: TokenService,
): Principal | undefined {
  const jobToken = single(headers['job-token']);
  if (jobToken) {
    const principal = tokens.job(jobToken);
    if (!principal) {
      throw errors.unauthorized();
    }
    return principal;
  }
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  const secret = single(headers['private-token']) || bearer;
  if (!secret) {
    return undefined;
  }
  const principal = tokens.access(secret);
  if (!principal) {
    throw errors.unauthorized();
  }
  return principal;
}
