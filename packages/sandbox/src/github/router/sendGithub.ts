import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { matchesEtag } from '../../forge/router/matchesEtag.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubAnswer, GithubRoute } from '../api/GithubRoute.ts';
import { rateLimitHeaders } from './RateLimits.ts';
import type { RateLimit } from './RateLimits.ts';

export interface SendOptions {
  principal: GithubPrincipal | undefined;
  route: GithubRoute | undefined;
  /** When the token ends, where it does. */
  expiresAt: string | undefined;
  /** As it stands when the answer goes out. */
  limit: () => RateLimit;
  /** The client has the answer already. */
  unchanged: () => void;
}

/** What a GitHub Enterprise Server of this version answers. */
export const enterpriseVersion = '3.17.4';

function contentOf(
  answer: GithubAnswer,
): [Buffer, string | undefined] | undefined {
  if (answer.bytes) {
    return [answer.bytes, undefined];
  }
  if (answer.text !== undefined) {
    return [Buffer.from(answer.text), 'text/plain; charset=utf-8'];
  }
  return answer.body === undefined
    ? undefined
    : [
        Buffer.from(JSON.stringify(answer.body)),
        'application/json; charset=utf-8',
      ];
}

function scopeHeaders({
  principal,
  route,
}: SendOptions): Record<string, string> {
  if (principal?.kind !== 'classic') {
    return {};
  }
  const access = route?.access;
  const accepted =
    access && 'scopes' in access && access.scopes
      ? access.scopes
      : access?.kind === 'repository'
      ? ['repo']
      : [];
  return {
    'x-oauth-scopes': [...principal.scopes].sort().join(', '),
    'x-accepted-oauth-scopes': accepted.join(', '),
  };
}

/** Sends an answer with the headers that each of GitHub's has. */
export function sendGithub(
  request: IncomingMessage,
  response: ServerResponse,
  answer: GithubAnswer,
  options: SendOptions,
): void {
  const headers: Record<string, string | number> = {
    'cache-control': `${
      options.principal ? 'private' : 'public'
    }, max-age=60, s-maxage=60`,
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
    'x-content-type-options': 'nosniff',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    'x-github-enterprise-version': enterpriseVersion,
    'x-github-request-id': randomBytes(8).toString('hex').toUpperCase(),
    ...scopeHeaders(options),
    ...(options.expiresAt
      ? {
          'github-authentication-token-expiration': options.expiresAt
            .replace('T', ' ')
            .replace(/\.\d+Z$/, ' UTC'),
        }
      : {}),
  };
  const [content, type] = contentOf(answer) ?? [];
  if (type) {
    headers['content-type'] = type;
  }
  if (content && answer.status === 200) {
    const digest = createHash('sha256').update(content).digest('hex');
    headers.etag = `W/"${digest}"`;
  }
  Object.assign(headers, answer.headers);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isKnown =
    isRead &&
    answer.status === 200 &&
    matchesEtag(request.headers['if-none-match'], headers.etag);
  if (isKnown && options.principal) {
    options.unchanged();
  }
  Object.assign(headers, rateLimitHeaders(options.limit()));
  if (isKnown) {
    delete headers['content-type'];
    response.writeHead(304, headers);
    response.end();
    return;
  }
  if (content) {
    headers['content-length'] = content.length;
  } else if (answer.status !== 204) {
    headers['content-length'] = 0;
  }
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : content);
}
