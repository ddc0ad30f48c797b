import { ForgeError } from '../../forge/errors/ForgeError.ts';

/** One entry of `errors` in a 422. */
export interface ValidationProblem {
  resource: string;
  code:
    | 'missing'
    | 'missing_field'
    | 'invalid'
    | 'already_exists'
    | 'unprocessable'
    | 'custom';
  field?: string;
  message?: string;
}

function failure(
  status: number,
  message: string,
  more: Record<string, unknown> = {},
  headers?: Record<string, string>,
): ForgeError {
  return new ForgeError(status, { message, ...more }, headers);
}

/**
 * GitHub's errors, worded as its API words them. The router adds `documentation_url` and `status`
 * by the operation.
 */
export const githubErrors = {
  badCredentials: () => failure(401, 'Bad credentials'),
  requiresAuthentication: () => failure(401, 'Requires authentication'),
  /** What cannot be seen is not there. */
  notFound: (message = 'Not Found') => failure(404, message),
  forbidden: (message: string) => failure(403, message),
  needsAdmin: () => failure(403, 'Must have admin rights to Repository.'),
  /** A token without the permission. */
  notAccessible: (by: 'integration' | 'personal access token') =>
    failure(403, `Resource not accessible by ${by}`),
  archived: () => failure(403, 'Repository was archived so is read-only.'),
  emptyRepository: () => failure(409, 'Git Repository is empty.'),
  conflict: (message: string) => failure(409, message),
  notAllowed: (message: string) => failure(405, message),
  unprocessable: (message: string, more?: Record<string, unknown>) =>
    failure(422, message, more),
  /** `Validation Failed`, with one entry for each problem. */
  validation: (
    problems: Array<ValidationProblem | string>,
    message = 'Validation Failed',
  ) => failure(422, message, { errors: problems }),
  /** What a body that does not fit the operation's schema is answered. */
  invalidRequest: (problems: string[]) =>
    failure(422, `Invalid request.\n\n${problems.join('\n')}`),
  badRequest: (message: string) => failure(400, message),
  refused: failure,
};

export type GithubErrors = typeof githubErrors;
