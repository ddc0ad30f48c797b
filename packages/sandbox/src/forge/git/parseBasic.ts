/** User name and password of an `Authorization: Basic` header. */
export function parseBasic(
  header: string | undefined,
): { username: string; password: string } | undefined {
  const match = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '');
  if (!match) {
    return undefined;
  }
  const text = Buffer.from(match[1], 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1
    ? undefined
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
