/**
 * GitLab's own words out of the body of an error: `message` is a string, a list, or lists by
 * attribute; parameter errors use `error` instead, and OAuth's add `error_description`.
 *
 * @public
 */
export function gitlabMessage(body: unknown): string | undefined {
  if (typeof body === 'string') {
    return body.trim().slice(0, 300) || undefined;
  }
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  const { message, error, error_description } = body as Record<string, unknown>;
  const words = [message ?? error, error_description, scopeOf(body)]
    .flatMap(value => flatten(value))
    .join(', ');
  return words || undefined;
}

function scopeOf(body: object): string | undefined {
  const { error, scope } = body as Record<string, unknown>;
  return error === 'insufficient_scope' && typeof scope === 'string'
    ? `one of the scopes is needed: ${scope}`
    : undefined;
}

function flatten(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') {
    return [String(value)];
  }
  if (Array.isArray(value)) {
    return value.flatMap(flatten);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([attribute, problems]) =>
      flatten(problems).map(problem =>
        attribute === 'base' || attribute === 'error'
          ? problem
          : `${attribute} ${problem}`,
      ),
    );
  }
  return [];
}
