/** What GitLab says of a path that it does not take; empty when it does. */
export function problemsOfPath(path: string): string[] {
  const problems: string[] = [];
  if (
    !/^[a-zA-Z0-9_.][a-zA-Z0-9_.-]*$/.test(path) ||
    /\.(git|atom)$/.test(path)
  ) {
    problems.push(
      "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'",
    );
  }
  if (
    !/^[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9])?$/.test(path) ||
    /\.(git|atom)$/.test(path)
  ) {
    problems.push(
      "can only include non-accented letters, digits, '_', '-' and '.'. It must not start with '-', '_', or '.', nor end with '-', '_', '.', '.git', or '.atom'.",
    );
  }
  return problems;
}

/** A project's name may hold more than its path. */
export function problemsOfName(name: string): string[] {
  return /^[\p{L}\p{N}\p{Extended_Pictographic}_][\p{L}\p{N}\p{Pd}\p{Extended_Pictographic}_. +-]*$/u.test(
    name,
  )
    ? []
    : [
        "can contain only letters, digits, emoji, '_', '.', '+', dashes, or spaces. It must start with a letter, digit, emoji, or '_'.",
      ];
}

/** The path that GitLab makes of a name when none is given. */
export function pathFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9_.-]+/g, '-')
    .replace(/^[-_.]+|[-_.]+$/g, '')
    .toLowerCase();
}
