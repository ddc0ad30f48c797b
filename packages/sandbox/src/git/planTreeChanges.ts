import type { TreeEntry } from './parseTree.ts';

export interface FileAction {
  action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  path: string;
  previousPath?: string;
  content?: Buffer;
  executable?: boolean;
}

/** What becomes of a path: new content, another path's content, or nothing. */
export type TreeChange =
  | { kind: 'write'; path: string; mode: string; content: Buffer }
  | { kind: 'point'; path: string; mode: string; id: string }
  | { kind: 'remove'; path: string };

export type TreePlan =
  | { ok: true; changes: TreeChange[] }
  | { ok: false; message: string };

interface Slot {
  mode: string;
  id?: string;
  content?: Buffer;
}

const refused = {
  exists: 'A file with this name already exists',
  missing: "A file with this name doesn't exist",
  folder: 'A directory with this name already exists',
  traversal: 'Path cannot include directory traversal',
  noPath: 'You must provide a file path',
};

function checkPath(path: string | undefined): string | undefined {
  if (!path) {
    return refused.noPath;
  }
  const parts = path.split('/');
  if (
    parts.some(part => part === '..' || part === '.' || part === '') ||
    parts[0].toLowerCase() === '.git' ||
    path.includes('\0')
  ) {
    return refused.traversal;
  }
  return undefined;
}

function mode(executable: boolean | undefined, before = '100644'): string {
  if (executable === undefined) {
    return before;
  }
  return executable ? '100755' : '100644';
}

/**
 * The actions of `POST commits`, one after the other on the files there are; the first that does
 * not fit refuses all of them.
 */
export function planTreeChanges(
  entries: TreeEntry[],
  actions: FileAction[],
): TreePlan {
  const files = new Map<string, Slot>(
    entries
      .filter(entry => entry.type !== 'tree')
      .map(entry => [entry.path, { mode: entry.mode, id: entry.id }]),
  );
  const touched = new Set<string>();

  const isFolder = (path: string) =>
    [...files.keys()].some(known => known.startsWith(`${path}/`));
  const isBelowFile = (path: string) =>
    path
      .split('/')
      .slice(0, -1)
      .some((_, index, parts) =>
        files.has(parts.slice(0, index + 1).join('/')),
      );
  const whyNotNew = (path: string): string | undefined => {
    if (files.has(path) || isBelowFile(path)) return refused.exists;
    return isFolder(path) ? refused.folder : undefined;
  };

  const apply = (action: FileAction): string | undefined => {
    const { path } = action;
    const problem = checkPath(path);
    if (problem) return problem;
    touched.add(path);
    const known = files.get(path);
    switch (action.action) {
      case 'create': {
        const why = whyNotNew(path);
        if (why) return why;
        files.set(path, {
          mode: mode(action.executable),
          content: action.content ?? Buffer.alloc(0),
        });
        return undefined;
      }
      case 'update':
        if (!known) return refused.missing;
        files.set(path, {
          mode: mode(action.executable, known.mode),
          content: action.content ?? Buffer.alloc(0),
        });
        return undefined;
      case 'delete':
        if (!known) return refused.missing;
        files.delete(path);
        return undefined;
      case 'chmod':
        if (!known) return refused.missing;
        files.set(path, { ...known, mode: mode(action.executable ?? false) });
        return undefined;
      case 'move': {
        const from = action.previousPath;
        const fromProblem = checkPath(from);
        if (fromProblem) return fromProblem;
        const moved = files.get(from!);
        if (!moved) return refused.missing;
        files.delete(from!);
        const why = whyNotNew(path);
        if (why) return why;
        touched.add(from!);
        files.set(
          path,
          action.content === undefined
            ? { ...moved, mode: mode(action.executable, moved.mode) }
            : {
                mode: mode(action.executable, moved.mode),
                content: action.content,
              },
        );
        return undefined;
      }
      default:
        return action.action satisfies never;
    }
  };

  for (const action of actions) {
    const message = apply(action);
    if (message) {
      return { ok: false, message };
    }
  }
  // What goes is taken away first: a file may stand where a folder was.
  const changes = [...touched].map((path): TreeChange => {
    const slot = files.get(path);
    if (!slot) return { kind: 'remove', path };
    return slot.content === undefined
      ? { kind: 'point', path, mode: slot.mode, id: slot.id! }
      : { kind: 'write', path, mode: slot.mode, content: slot.content };
  });
  return {
    ok: true,
    changes: [
      ...changes.filter(change => change.kind === 'remove'),
      ...changes.filter(change => change.kind !== 'remove'),
    ],
  };
}
