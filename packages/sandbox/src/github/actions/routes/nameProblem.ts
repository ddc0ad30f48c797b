/** What GitHub has against the name of a secret or a variable; undefined when it is well. */
export function nameProblem(
  kind: 'Secret' | 'Variable',
  name: string,
): string | undefined {
  if (name.toUpperCase().startsWith('GITHUB_')) {
    return `${kind} names must not start with GITHUB_.`;
  }
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    ? undefined
    : `${kind} names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).`;
}
