/** Why a receiver could not be reached; nothing of its address, which may hold a secret. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) {
    return 'The receiver could not be reached';
  }
  if (error.name === 'TimeoutError') {
    return 'The receiver did not answer in time';
  }
  const cause = error.cause as { code?: string } | undefined;
  return `The receiver could not be reached (${cause?.code ?? error.name})`;
}
