import {
  AuthenticationError,
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { gitlabMessage } from './gitlabMessage';
import { redact } from './redact';

/**
 * An error of `@backstage/errors` for an answer of GitLab's, with GitLab's message kept and every
 * secret taken out.
 *
 * @public
 */
export function gitlabError(options: {
  status: number;
  body: unknown;
  /** What was asked, such as `POST /projects on gitlab.example.com`. */
  request: string;
  retryAfterSeconds?: number;
  secrets?: readonly string[];
}): Error {
  const { status, request } = options;
  const words = gitlabMessage(options.body) ?? 'no message';
  const text = redact(
    `GitLab answered ${status} to ${request}: ${words}`,
    options.secrets,
  );
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return new ConflictError(`${text}; it has moved, use its new address`);
    case 400:
    case 405:
    case 413:
    case 422:
      return new InputError(text);
    case 401:
      return new AuthenticationError(
        `${text}; check the token under integrations.gitlab`,
      );
    case 403:
      return new NotAllowedError(text);
    case 404:
      return new NotFoundError(text);
    case 409:
      return new ConflictError(text);
    default:
      return Object.assign(new ServiceUnavailableError(text), {
        retryAfterSeconds: options.retryAfterSeconds,
      });
  }
}

/**
 * An error of `@backstage/errors` for whatever a GitLab client threw: those of
 * {@link createGitlabClient} pass through, those of an unaltered gitbeaker client are read.
 *
 * @public
 */
export function describeGitlabError(error: unknown): Error {
  if (!isError(error)) {
    return new ServiceUnavailableError(
      `GitLab could not be asked: ${redact(String(error))}`,
    );
  }
  const cause = error.cause as
    | { description?: unknown; response?: { status?: unknown } }
    | undefined;
  const status = cause?.response?.status;
  if (typeof status === 'number') {
    return gitlabError({
      status,
      body: { message: cause?.description },
      request: 'a request',
    });
  }
  if (error.name.startsWith('Gitbeaker') || error instanceof TypeError) {
    return new ServiceUnavailableError(
      `GitLab could not be asked: ${redact(error.message)}`,
    );
  }
  return error;
}
