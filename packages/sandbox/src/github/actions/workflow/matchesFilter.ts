/**
 * A filter pattern of a workflow file: `*` stays within a slash, `**` does not, `?` and `+` count
 * the character before, `[]` is a set.
 */
export function filterToRegExp(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (
      pattern.startsWith('**/', at) &&
      (at === 0 || pattern[at - 1] === '/')
    ) {
      source += '(?:.*/)?';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (character === '*') {
      source += '[^/]*';
    } else if (character === '?' || character === '+') {
      source += character;
    } else if (character === '[') {
      const end = pattern.indexOf(']', at);
      source += end > 0 ? pattern.slice(at, end + 1) : '\\[';
      at = end > 0 ? end : at;
    } else {
      source += character.replace(/[\\^$.|(){}]/g, '\\$&');
    }
  }
  return new RegExp(`^${source}$`);
}

/** Later patterns win over earlier ones; one with `!` before it takes out again. */
export function matchesFilter(patterns: string[], name: string): boolean {
  let matches = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (filterToRegExp(negative ? pattern.slice(1) : pattern).test(name)) {
      matches = !negative;
    }
  }
  return matches;
}
