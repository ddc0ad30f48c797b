/** One attempt at a request: with a timeout, a signal, and no credential taken elsewhere. */
export function githubFetch(options: {
  signal?: AbortSignal;
  timeoutMs?: number;
}): typeof fetch {
  const { timeoutMs = 30_000 } = options;
  return async (url, init = {}) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signals = [options.signal, init.signal, timeout].filter(
      (signal): signal is AbortSignal => Boolean(signal),
    );
    const reads = init.method === 'GET' || init.method === 'HEAD';
    try {
      const response = await fetch(url, {
        ...init,
        // What has been renamed is found again; fetch would make a read of a write that is sent on.
        redirect: reads ? 'follow' : 'manual',
        signal: AbortSignal.any(signals),
      });
      return response.status >= 300 && response.status < 400
        ? withoutBody(response)
        : response;
    } catch (error) {
      if (timeout.aborted) {
        throw new Error(`no answer within ${timeoutMs / 1000} s`);
      }
      const { name, message, cause } = error as Error;
      throw name === 'AbortError' || !(cause instanceof Error)
        ? error
        : new Error(`${message} (${cause.message})`);
    }
  };
}

/** Octokit reads the body of whatever says that it is JSON, also where there is none. */
function withoutBody({ status, headers }: Response): Response {
  const kept = new Headers(headers);
  kept.delete('content-type');
  return new Response(null, { status, headers: kept });
}
