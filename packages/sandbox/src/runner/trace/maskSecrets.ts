/** Replaces values that must not be seen; longer ones first, as one may be a part of another. */
export function maskSecrets(
  text: string,
  secrets: string[],
  mask = '[MASKED]',
): string {
  return [...secrets]
    .filter(secret => secret.length > 0)
    .sort((a, b) => b.length - a.length)
    .reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}
