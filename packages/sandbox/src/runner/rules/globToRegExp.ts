/** A path pattern as `rules:changes` and `rules:exists` have them: `**`, `*`, `?`, `{a,b}`. */
export function globToRegExp(glob: string): RegExp {
  const source = glob
    .split(/(\*\*\/|\*\*|\*|\?|\{[^}]*\}|\[[^\]]+\])/)
    .map(part => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      if (/^\{.*\}$/.test(part)) {
        return `(?:${part.slice(1, -1).split(',').map(literal).join('|')})`;
      }
      return /^\[.*\]$/.test(part) ? part.replace(/^\[!/, '[^') : literal(part);
    })
    .join('');
  return new RegExp(`^${source}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
