const replacements: Array<[RegExp, string]> = [
  // userinfo of a URL: https://user:secret@host, https://token@host
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'`]+@/gi, '$1'],
  [/\b(bearer|basic)\s+[a-z0-9._~+/-]{6,}=*/gi, '$1 [redacted]'],
  // GitLab, GitHub and JWT tokens by their shape
  [/\bgl[a-z]{2,6}-[\w.-]{8,}/g, '[redacted]'],
  [/\b(?:gh[pousr]_|github_pat_)\w{8,}/g, '[redacted]'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]+)?/g, '[redacted]'],
  [
    /\b([\w-]*(?:password|passwd|secret|api[_-]?key)["']?\s*[=:]\s*)(?!\[redacted\])("[^"]*"|'[^']*'|[^\s,;&"')]+)/gi,
    '$1[redacted]',
  ],
  // "token: unexpected status" is a sentence; a value has a digit, or is assigned
  [
    /\b([\w-]*token["']?(?:=|\s*:\s*(?=["']?[^\s"']*\d)))(?!\[redacted\])("[^"]*"|'[^']*'|[^\s,;&"')]+)/gi,
    '$1[redacted]',
  ],
];

/** The longest free text that is kept of an object. */
export const maxMessageLength = 1000;

/** Free text of a controller, without what looks like a credential, and not too long. */
export function redactMessage(message: string): string {
  const redacted = replacements.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    message,
  );
  return redacted.length > maxMessageLength
    ? `${redacted.slice(0, maxMessageLength - 1)}…`
    : redacted;
}
