import { ConflictError, NotFoundError } from '@backstage/errors';

/** What is not there, undefined; GitHub answers 404. */
export async function orUndefined<T>(
  answer: Promise<T>,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/** Undefined also for a repository without a commit, of which GitHub tells by a 409. */
export async function orEmpty<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await orUndefined(answer);
  } catch (error) {
    if (error instanceof ConflictError && /is empty/i.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}
