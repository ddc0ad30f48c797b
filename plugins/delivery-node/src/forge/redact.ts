const credentialInUrl = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
const gitlabToken = /\bgl[a-z]{2,6}-[A-Za-z0-9_.-]{8,}/g;
const githubToken = /\b(gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}/g;
const privateKey =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const secretKeys = new Set([
  'value',
  'token',
  'password',
  'private_token',
  'secret',
]);

/**
 * A text without the given secrets, without credentials in URLs and without anything that looks
 * like a token of GitLab's or GitHub's, or a private key.
 *
 * @public
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  return secrets
    .filter(secret => secret.length >= 4)
    .reduce((rest, secret) => rest.split(secret).join('[redacted]'), text)
    .replace(credentialInUrl, '$1[redacted]@')
    .replace(gitlabToken, '[redacted]')
    .replace(githubToken, '[redacted]')
    .replace(privateKey, '[redacted]');
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
