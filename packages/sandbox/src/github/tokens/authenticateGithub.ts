import type { IncomingHttpHeaders } from 'node:http';
import { parseBasic } from '../../forge/git/parseBasic.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import { githubErrors } from '../errors/githubErrors.ts';
import type { GithubTokens } from './GithubTokens.ts';
import { looksLikeJwt } from './appJwt.ts';

/** The token in a request, in any of the ways in which it may come. */
function secretOf(authorization: string): string | undefined {
  const [, bearer] = /^(?:Bearer|token)\s+(\S+)$/i.exec(authorization) ?? [];
  if (bearer) {
    return bearer;
  }
  const basic = parseBasic(authorization);
  return basic && (basic.password || basic.username);
}

/** Who makes a request; undefined without credentials, 401 with wrong ones. */
export function authenticateGithub(
  headers: IncomingHttpHeaders,
  context: {
    tokens: GithubTokens;
    /** Throws when it is not signed by an App that is known. */
    identifyApp: (jwt: string) => GithubPrincipal;
  },
): GithubPrincipal | undefined {
  if (headers.authorization === undefined) {
    return undefined;
  }
  const secret = secretOf(headers.authorization);
  if (secret && looksLikeJwt(secret)) {
    return context.identifyApp(secret);
  }
  const principal = secret ? context.tokens.identify(secret) : undefined;
  if (!principal) {
    throw githubErrors.badCredentials();
  }
  return principal;
}
