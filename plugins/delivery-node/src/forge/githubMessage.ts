/**
 * GitHub's own words out of the body of an error: its message, and what it says of each field.
 *
 * @public
 */
export function githubMessage(body: unknown): string | undefined {
  if (typeof body === 'string') {
    return body.trim().slice(0, 300) || undefined;
  }
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  const { message, errors } = body as { message?: unknown; errors?: unknown };
  const words = [
    ...(typeof message === 'string' ? [message] : []),
    ...(Array.isArray(errors) ? errors.flatMap(wordsOf) : []),
  ].join(', ');
  return words || undefined;
}

function wordsOf(error: unknown): string[] {
  if (typeof error === 'string') {
    return [error];
  }
  if (typeof error !== 'object' || error === null) {
    return [];
  }
  const { message, field, code } = error as Record<string, unknown>;
  if (typeof message === 'string') {
    return [message];
  }
  return typeof field === 'string' && typeof code === 'string'
    ? [`${field} ${code}`]
    : [];
}
