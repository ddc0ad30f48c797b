import type { Principal } from '../api/Principal.ts';
import type { TokenService } from '../tokens/TokenService.ts';

/**
 * Who a user name and password stand for, for git and for the registry: a job's token, a deploy
 * token, or an access token under any user name. Throws when it is expired or revoked.
 */
export function identifyBasic(
  tokens: TokenService,
  credentials: { username: string; password: string },
): Principal | undefined {
  const { username, password } = credentials;
  if (username === 'gitlab-ci-token') {
    return tokens.job(password);
  }
  return tokens.deploy(username, password) ?? tokens.access(password);
}
