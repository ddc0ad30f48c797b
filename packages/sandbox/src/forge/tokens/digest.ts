import { createHash, randomBytes } from 'node:crypto';

/** What is kept of a token: enough to know it again, not enough to use it. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export type TokenPrefix = 'glpat-' | 'gldt-' | 'glcbt-' | 'glrt-';

/**
 * A new secret, with the prefix by which GitLab's kinds of token are told apart.
 *
 * @param marker - stands in it as it is, for tests that look for secrets everywhere
 */
export function newToken(prefix: TokenPrefix, marker = ''): string {
  return `${prefix}${marker}${randomBytes(15).toString('base64url')}`;
}
