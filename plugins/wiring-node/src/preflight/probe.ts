/** What came of asking an address that is neither a forge's nor a cluster's API. */
export type Probe =
  | { kind: 'answered'; status: number; headers: Headers }
  | { kind: 'unknown-host' }
  | { kind: 'silent'; reason: string };

/** Asks without following redirects, which would take a credential along. */
export async function probe(
  url: string,
  options: {
    fetch?: typeof fetch;
    authorization?: string;
    signal: AbortSignal;
  },
): Promise<Probe> {
  const { authorization, signal } = options;
  try {
    const answer = await (options.fetch ?? fetch)(url, {
      headers: authorization ? { authorization } : {},
      redirect: 'manual',
      signal,
    });
    await answer.body?.cancel();
    return {
      kind: 'answered',
      status: answer.status,
      headers: answer.headers,
    };
  } catch (error) {
    signal.throwIfAborted();
    const { message, cause } = error as Error;
    const { code, message: why } = (cause ?? {}) as Partial<
      Error & { code: string }
    >;
    return code === 'ENOTFOUND'
      ? { kind: 'unknown-host' }
      : { kind: 'silent', reason: why || code || message };
  }
}
