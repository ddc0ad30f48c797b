/** Matches `/-/tree/{ref}/{…path}`; a last part with dots takes whatever is left, or nothing. */
export function matchPagePath(
  template: string,
  path: string,
): Record<string, string> | undefined {
  const wanted = template.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith('{…')) {
      params[part.slice(2, -1)] = decodeAll(given.slice(index));
      return params;
    }
    if (given[index] === undefined) {
      return undefined;
    }
    if (part.startsWith('{')) {
      params[part.slice(1, -1)] = decodeAll([given[index]]);
    } else if (part !== given[index]) {
      return undefined;
    }
  }
  return given.length === wanted.length ? params : undefined;
}

function decodeAll(parts: string[]): string {
  try {
    return decodeURIComponent(parts.join('/'));
  } catch {
    return parts.join('/');
  }
}
