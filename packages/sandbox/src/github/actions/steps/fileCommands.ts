/**
 * What a step has written to `GITHUB_OUTPUT` or `GITHUB_ENV`: `name=value`, or `name<<MARK` with
 * lines up to the mark.
 */
export function parseFileCommands(
  text: string,
): { values: Record<string, string> } | { problem: string } {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === '') {
      continue;
    }
    const equals = line.indexOf('=');
    const marker = line.indexOf('<<');
    if (marker > 0 && (equals < 0 || marker < equals)) {
      const end = lines.indexOf(line.slice(marker + 2), at + 1);
      if (end < 0) {
        return {
          problem: `Invalid value. Matching delimiter not found '${line.slice(
            marker + 2,
          )}'`,
        };
      }
      values[line.slice(0, marker)] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      return { problem: `Invalid format '${line}'` };
    }
  }
  return { values };
}

/** A command that a step prints, such as `::add-mask::value`. */
export function parseOutputCommand(
  line: string,
): { command: string; name: string | undefined; value: string } | undefined {
  const match = /^::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line);
  return match
    ? {
        command: match[1],
        name: /(?:^|,)\s*name=([^,]+)/.exec(match[2] ?? '')?.[1],
        value: match[3]
          .replaceAll('%0D', '\r')
          .replaceAll('%0A', '\n')
          .replaceAll('%25', '%'),
      }
    : undefined;
}
