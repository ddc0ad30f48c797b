import { ServiceUnavailableError } from '@backstage/errors';

const timeoutMs = 15_000;

/**
 * A request to something that is not GitLab's API, with a timeout and without following redirects,
 * which would take credentials along.
 */
export async function ask(
  url: string,
  options: {
    what: string;
    authorization?: string;
    accept?: string;
    signal?: AbortSignal;
  },
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const { authorization, accept, signal } = options;
  try {
    return await fetch(url, {
      headers: {
        ...(authorization && { authorization }),
        ...(accept && { accept }),
      },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new ServiceUnavailableError(
      `${options.what} at ${new URL(url).origin} did not answer: ${reason}`,
    );
  }
}

export function basic(credential: {
  username: string;
  password: string;
}): string {
  const pair = `${credential.username}:${credential.password}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
