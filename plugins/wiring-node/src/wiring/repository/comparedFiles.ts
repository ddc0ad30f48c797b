import { ComparedFile } from '../../diff';
import { FileChange } from '../../forge';

/**
 * The changes of a commit with what each file held before. A file that is changed in two ways is one.
 *
 * @public
 */
export async function comparedFiles(
  changes: FileChange[],
  read: (path: string) => Promise<Buffer | undefined>,
): Promise<ComparedFile[]> {
  const files = new Map<string, ComparedFile>();
  for (const { action, path, content, executable } of changes) {
    const known = files.get(path);
    const before =
      known?.before ?? (action === 'create' ? undefined : await read(path));
    files.set(path, {
      ...known,
      path,
      ...(before && { before }),
      ...(action !== 'delete' && { after: content ?? Buffer.alloc(0) }),
      ...((action === 'chmod' || (action === 'create' && executable)) && {
        executable: executable ?? false,
      }),
    });
  }
  return [...files.values()];
}
