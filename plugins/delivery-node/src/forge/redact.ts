const credentialInUrl = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
const gitlabToken = /\bgl[a-z]{2,6}-[A-Za-z0-9_.-]{8,}/g;
const secretKeys = new Set(['value', 'token', 'password', 'private_token']);

/**
 * A text without the given secrets, without credentials in URLs and without anything that looks
 * like a token of GitLab's.
 *
 * @public
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return secrets
    .filter(secret => secret.length >= 4)
    .reduce((rest, secret) => rest.split(secret).join('[redacted]'), text)
    .replace(credentialInUrl, '$1[redacted]@')
    .replace(gitlabToken, '[redacted]');
}

/** The values in a request that must not come back in an error, such as a variable's value. */
export function secretsOf(body: unknown): string[] {
  if (Array.isArray(body)) {
    return body.flatMap(secretsOf);
  }
  if (typeof body !== 'object' || body === null) {
    return [];
  }
  return Object.entries(body).flatMap(([key, value]) => {
    if (typeof value === 'string') {
      return secretKeys.has(key.toLowerCase()) ? [value] : [];
    }
    return secretsOf(value);
  });
}
