import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';

/**
 * A file as the scaffolder reads it from its workspace.
 *
 * @public
 */
export interface RenderedFile {
  path: string;
  content: Buffer;
  executable?: boolean;
  symlink?: boolean;
}

/**
 * A file on its way into a repository.
 *
 * @public
 */
export interface ContentFile {
  path: string;
  content: Buffer;
  executable: boolean;
}

/**
 * Rendered content, in the order of its paths, with the hash that names it.
 *
 * @public
 */
export interface Content {
  hash: string;
  files: ContentFile[];
}

/** @public */
export function contentOf(rendered: RenderedFile[]): Content {
  const links = rendered.filter(({ symlink }) => symlink);
  if (links.length > 0) {
    throw new InputError(
      `The content has symbolic links, which a commit over the API cannot hold: ${links
        .map(({ path }) => path)
        .join(', ')}`,
    );
  }
  if (rendered.length === 0) {
    throw new InputError('The content has no files; is sourcePath right?');
  }
  const files = rendered
    .map(({ path, content, executable }) => ({
      path,
      content,
      executable: executable ?? false,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const hash = createHash('sha256');
  for (const { path, content, executable } of files) {
    hash.update(`${path}\0${executable}\0${gitBlobId(content)}\0`);
  }
  return { hash: hash.digest('hex'), files };
}

/**
 * The id that git gives to a file's content.
 *
 * @public
 */
export function gitBlobId(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
