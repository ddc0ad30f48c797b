import { z } from 'zod';
import { KubernetesObject, ResourceKind } from '../ClusterClient';
import { parseClusterObject } from '../parseObjects';

/** A line of a watch's answer. */
export type WatchLine =
  | { kind: 'changed'; object: KubernetesObject }
  | { kind: 'deleted'; object: KubernetesObject }
  | { kind: 'bookmark'; resourceVersion: string }
  /** The version that the watch started from is too old. */
  | { kind: 'gone' }
  | { kind: 'error'; code: number; message: string }
  /** Nothing that a watch says: left out, so that one bad object doesn't end the watch. */
  | { kind: 'unreadable' };

const lineSchema = z.object({ type: z.string(), object: z.unknown() });
const bookmarkSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1) }),
});
const statusSchema = z.object({
  code: z.number().default(0),
  message: z.string().default('no message'),
});

export function parseWatchLine(
  line: string,
  resource: ResourceKind,
): WatchLine {
  const parsed = lineSchema.safeParse(readJson(line));
  if (!parsed.success) {
    return { kind: 'unreadable' };
  }
  const { type, object } = parsed.data;
  switch (type) {
    case 'ADDED':
    case 'MODIFIED': {
      const changed = parseClusterObject(object, resource);
      return changed
        ? { kind: 'changed', object: changed }
        : { kind: 'unreadable' };
    }
    case 'DELETED': {
      const deleted = parseClusterObject(object, resource);
      return deleted
        ? { kind: 'deleted', object: deleted }
        : { kind: 'unreadable' };
    }
    case 'BOOKMARK': {
      const bookmark = bookmarkSchema.safeParse(object);
      return bookmark.success
        ? {
            kind: 'bookmark',
            resourceVersion: bookmark.data.metadata.resourceVersion,
          }
        : { kind: 'unreadable' };
    }
    case 'ERROR': {
      const status = statusSchema.safeParse(object);
      const { code, message } = status.success
        ? status.data
        : { code: 0, message: 'no message' };
      return code === 410 ? { kind: 'gone' } : { kind: 'error', code, message };
    }
    default:
      return { kind: 'unreadable' };
  }
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A line that was cut off by the end of the connection; the watch goes on from before it.
    return undefined;
  }
}
