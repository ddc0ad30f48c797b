export interface TreeEntry {
  mode: string;
  type: 'tree' | 'blob' | 'commit';
  id: string;
  /** From the root of the repository. */
  path: string;
}

/** Reads `git ls-tree -z`. */
export function parseTree(output: string): TreeEntry[] {
  return output
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, type, id] = line.slice(0, tab).split(' ');
      return {
        mode,
        type: type as TreeEntry['type'],
        id,
        path: line.slice(tab + 1),
      };
    });
}
