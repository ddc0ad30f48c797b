export interface FileDiff {
  oldPath: string;
  newPath: string;
  oldMode: string;
  newMode: string;
  newFile: boolean;
  renamedFile: boolean;
  deletedFile: boolean;
  /** From the first hunk on; empty for binary files. */
  diff: string;
}

/** `:100644 100755 <sha> <sha> R90` and its paths, separated by NUL, as `git diff --raw -z` does. */
function parseRaw(raw: string): Array<Omit<FileDiff, 'diff'>> {
  const tokens = raw.split('\0').filter(token => token !== '');
  const files: Array<Omit<FileDiff, 'diff'>> = [];
  for (let at = 0; at < tokens.length; ) {
    const [oldMode, newMode, , , status] = tokens[at].slice(1).split(' ');
    const renamed = status.startsWith('R') || status.startsWith('C');
    const oldPath = tokens[at + 1];
    const newPath = renamed ? tokens[at + 2] : oldPath;
    files.push({
      oldPath,
      newPath,
      oldMode: oldMode === '000000' ? '0' : oldMode,
      newMode: newMode === '000000' ? '0' : newMode,
      newFile: status === 'A',
      renamedFile: renamed,
      deletedFile: status === 'D',
    });
    at += renamed ? 3 : 2;
  }
  return files;
}

/** The patches in the order of their files, each without what stands before its first hunk. */
function splitPatches(patch: string): string[] {
  return patch
    .split(/^diff --git .*$/m)
    .slice(1)
    .map(part => {
      const hunk = part.search(/^@@ /m);
      return hunk === -1 ? '' : part.slice(hunk);
    });
}

/** Joins `git diff --raw -z` and `git diff --patch` of the same two trees. */
export function parseDiff(raw: string, patch: string): FileDiff[] {
  const patches = splitPatches(patch);
  return parseRaw(raw).map((file, index) => ({
    ...file,
    diff: patches[index] ?? '',
  }));
}
