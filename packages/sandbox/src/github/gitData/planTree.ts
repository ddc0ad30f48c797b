import { z } from 'zod';
import type { TreeEntry } from '../../git/parseTree.ts';
import type { TreeChange } from '../../git/planTreeChanges.ts';

const modes = ['100644', '100755', '040000', '160000', '120000'] as const;

export const treeEntrySchema = z.object({
  path: z.string().optional(),
  mode: z.enum(modes).optional(),
  type: z.enum(['blob', 'tree', 'commit']).optional(),
  sha: z.string().nullish(),
  content: z.string().optional(),
});

export type NewTreeEntry = z.output<typeof treeEntrySchema>;

export type NewTreePlan =
  | { ok: true; changes: TreeChange[] }
  | { ok: false; message: string };

function isPath(path: string | undefined): path is string {
  return (
    path !== undefined &&
    path !== '' &&
    path
      .split('/')
      .every(
        part => part !== '' && part !== '.' && part !== '..' && part !== '.git',
      )
  );
}

/**
 * What the entries of `POST git/trees` make of the tree they are based on. `subtrees` has the
 * files of each tree that is named by its sha.
 */
export function planTree(
  base: TreeEntry[],
  entries: NewTreeEntry[],
  subtrees: ReadonlyMap<string, TreeEntry[]>,
): NewTreePlan {
  const changes: TreeChange[] = [];
  const files = base.filter(entry => entry.type !== 'tree');
  const below = (path: string) =>
    files.filter(file => file.path.startsWith(`${path}/`));
  for (const entry of entries) {
    const { path } = entry;
    if (!isPath(path)) {
      return {
        ok: false,
        message: 'tree.path contains a malformed path component',
      };
    }
    const inTheWay = below(path);
    if (entry.sha === null) {
      const isFile = files.some(file => file.path === path);
      if (!isFile && inTheWay.length === 0) {
        return { ok: false, message: 'GitRPC::BadObjectState' };
      }
      const gone = isFile ? [{ path }] : inTheWay;
      changes.push(
        ...gone.map(each => ({ kind: 'remove' as const, path: each.path })),
      );
      continue;
    }
    if ((entry.sha === undefined) === (entry.content === undefined)) {
      return {
        ok: false,
        message: 'Must supply either tree.sha or tree.content.',
      };
    }
    changes.push(
      ...inTheWay.map(each => ({ kind: 'remove' as const, path: each.path })),
    );
    const mode = entry.mode ?? '100644';
    if (entry.content !== undefined) {
      changes.push({
        kind: 'write',
        path,
        mode,
        content: Buffer.from(entry.content),
      });
    } else if (mode === '040000') {
      changes.push(
        ...(subtrees.get(entry.sha!) ?? []).map(file => ({
          kind: 'point' as const,
          path: `${path}/${file.path}`,
          mode: file.mode,
          id: file.id,
        })),
      );
    } else {
      changes.push({ kind: 'point', path, mode, id: entry.sha! });
    }
  }
  return { ok: true, changes };
}
