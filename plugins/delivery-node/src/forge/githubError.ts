import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { readGithubLimit } from './githubLimit';
import { githubMessage } from './githubMessage';
import { redact } from './redact';

/**
 * An error of `@backstage/errors` for an answer of GitHub's, with GitHub's message kept and every
 * secret taken out.
 *
 * @public
 */
export function githubError(options: {
  status: number;
  body: unknown;
  headers?: Record<string, string | number | undefined>;
  /** What was asked, such as `POST /orgs/acme/repos on github.com`. */
  request: string;
  now: Date;
  secrets?: readonly string[];
}): Error {
  const { status, request, headers = {}, now } = options;
  const message = githubMessage(options.body) ?? 'no message';
  const text = redact(
    `GitHub answered ${status} to ${request}: ${message}`,
    options.secrets,
  );
  const limit = readGithubLimit({ status, headers, message }, now);
  if (limit) {
    return Object.assign(new ServiceUnavailableError(text), {
      // GitHub asks for a minute at least where it does not say.
      retryAfterSeconds: limit.seconds ?? 60,
    });
  }
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return new ConflictError(`${text}; it has moved, use its new address`);
    case 400:
    case 405:
    case 413:
    case 415:
    case 422:
      return new InputError(text);
    case 401:
      return new AuthenticationError(
        `${text}; check the token or the app under integrations.github`,
      );
    case 403:
      return new NotAllowedError(`${text}${neededRights(headers)}`);
    case 404:
    case 410:
      return new NotFoundError(text);
    case 409:
      return new ConflictError(text);
    default:
      return new ServiceUnavailableError(text);
  }
}

/** GitHub says in headers what a token may, and what would have been needed. */
function neededRights(headers: Record<string, string | number | undefined>) {
  const permissions = headers['x-accepted-github-permissions'];
  if (permissions) {
    return `; the permissions that are needed: ${permissions}`;
  }
  const accepted = headers['x-accepted-oauth-scopes'];
  return accepted
    ? `; one of these scopes is needed: ${accepted} (the token has: ${
        headers['x-oauth-scopes'] || 'none'
      })`
    : '';
}
