import { FileChange } from '../ForgeContent';

/** A file of a tree as GitHub's Git Data API takes it. */
export interface TreeEntry {
  path: string;
  mode: '100644' | '100755';
  type: 'blob';
  content?: string;
  /** null takes the file away. */
  sha?: string | null;
}

/** The tree of a commit: text goes along in it, anything else as a blob of its own. */
export async function planTree(
  changes: readonly FileChange[],
  createBlob: (content: Buffer) => Promise<string>,
): Promise<TreeEntry[]> {
  const byPath = new Map<string, TreeEntry>();
  for (const { action, path, content, executable } of changes) {
    const entry = {
      path,
      mode: executable ? ('100755' as const) : ('100644' as const),
      type: 'blob' as const,
    };
    if (action === 'delete' || content === undefined) {
      byPath.set(path, { ...entry, sha: null });
    } else {
      const text = textOf(content);
      byPath.set(
        path,
        text === undefined
          ? { ...entry, sha: await createBlob(content) }
          : { ...entry, content: text },
      );
    }
  }
  return [...byPath.values()];
}

/** Undefined for what JSON would not carry as it is. */
function textOf(content: Buffer): string | undefined {
  const text = content.toString('utf8');
  return !text.includes('\0') && Buffer.from(text, 'utf8').equals(content)
    ? text
    : undefined;
}
