import {
  ConflictError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * An error of a cluster or forge in the words of who asked for an operation. What the portal may
 * not do is no fault of the person's, so it must not look like a missing permission of theirs.
 */
export function explainRemoteError(error: unknown, target: string): Error {
  if (!isError(error)) {
    return new ServiceUnavailableError(`${target} failed: ${String(error)}`);
  }
  switch (error.name) {
    case 'NotAllowedError':
      return new ServiceUnavailableError(
        `The portal may not ${target}; its platform owner has to allow it. ${error.message}`,
        error,
      );
    case 'AuthenticationError':
      return new ServiceUnavailableError(
        `The portal's own credential was refused when it was to ${target}. ${error.message}`,
        error,
      );
    case 'NotFoundError':
      return new ConflictError(
        `What the portal was to ${target} is not there any more. ${error.message}`,
        error,
      );
    default:
      return error as Error;
  }
}
