import { ForgeError } from './ForgeError.ts';

function message(status: number, text: unknown): ForgeError {
  return new ForgeError(status, { message: text });
}

/** GitLab's errors, worded as its API words them. */
export const errors = {
  /** `notFound('Project')` → `404 Project Not Found`; without a word `404 Not Found`. */
  notFound: (what?: string) =>
    message(404, what ? `404 ${what} Not Found` : '404 Not Found'),
  unauthorized: (reason?: string) =>
    message(401, reason ? `401 Unauthorized - ${reason}` : '401 Unauthorized'),
  forbidden: (reason?: string) =>
    message(403, reason ? `403 Forbidden - ${reason}` : '403 Forbidden'),
  badRequest: (reason?: string) =>
    message(400, reason ? `400 Bad request - ${reason}` : '400 Bad request'),
  missingAttribute: (name: string) =>
    message(400, `400 Bad request - "${name}" not given`),
  /** A message of its own, such as the ones of `POST commits`. */
  refused: (status: number, text: unknown) => message(status, text),
  /** `validation({ name: ['has already been taken'] })` */
  validation: (attributes: Record<string, string[]>) =>
    message(400, attributes),
  conflict: (text: string | string[] = '409 Conflict') => message(409, text),
  unprocessable: (text: unknown = '422 Unprocessable Entity') =>
    message(422, text),
  notAllowed: () => message(405, '405 Method Not Allowed'),
  tooLarge: () => message(413, '413 Request Entity Too Large'),
  /** What Grape's own checking of parameters answers: the key is `error`. */
  parameters: (problems: string[]) =>
    new ForgeError(400, { error: problems.join(', ') }),
  missingParams: (names: string[]) =>
    new ForgeError(400, {
      error: names.map(name => `${name} is missing`).join(', '),
    }),
  unknownPath: () => new ForgeError(404, { error: '404 Not Found' }),
  methodNotAllowed: (allowed: string[]) =>
    new ForgeError(
      405,
      { error: '405 Not Allowed' },
      { allow: allowed.join(', ') },
    ),
  malformedBody: () =>
    new ForgeError(400, {
      error: 'message body does not match declared format',
    }),
  tokenExpired: () =>
    new ForgeError(401, {
      error: 'invalid_token',
      error_description:
        'Token is expired. You can either do re-authorization or token refresh.',
    }),
  tokenRevoked: () =>
    new ForgeError(401, {
      error: 'invalid_token',
      error_description:
        'Token was revoked. You have to re-authorize from the user.',
    }),
  insufficientScope: (scopes: readonly string[]) =>
    new ForgeError(403, {
      error: 'insufficient_scope',
      error_description:
        'The request requires higher privileges than provided by the access token.',
      scope: scopes.join(' '),
    }),
};

export type ForgeErrors = typeof errors;
