/** Parameters that hold a path and may come with their slashes as they are. */
const greedyOfGitlab = new Set([
  '{file_path}',
  '{branch}',
  '{tag_name}',
  '{key}',
]);

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

export interface PathMatch {
  params: Record<string, string>;
  /** How many parts matched word for word: the most exact route wins. */
  exactness: number;
}

/**
 * Matches the raw path of a request, in which an id such as `acme%2Fpayments` is one part, with a
 * route's template.
 */
export function matchPath(
  template: string[],
  path: string[],
  greedy: ReadonlySet<string> = greedyOfGitlab,
): PathMatch | undefined {
  const params: Record<string, string> = {};
  let exactness = 0;
  let at = 0;
  for (let index = 0; index < template.length; index += 1) {
    const part = template[index];
    if (!part.startsWith('{')) {
      if (path[at] !== part) {
        return undefined;
      }
      exactness += 1;
      at += 1;
      continue;
    }
    const following = template.length - index - 1;
    const take = greedy.has(part) ? path.length - at - following : 1;
    if (take < 1 || at + take > path.length) {
      return undefined;
    }
    const value = decode(path.slice(at, at + take).join('/'));
    if (value === undefined || value === '') {
      return undefined;
    }
    params[part.slice(1, -1)] = value;
    at += take;
  }
  return at === path.length ? { params, exactness } : undefined;
}
