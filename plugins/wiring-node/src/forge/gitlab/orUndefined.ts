import { NotFoundError } from '@backstage/errors';

/** What is not there, undefined; GitLab answers 404. */
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
