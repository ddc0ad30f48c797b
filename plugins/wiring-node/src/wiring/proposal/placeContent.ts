import { InputError } from '@backstage/errors';
import { Content, contentOf } from '../repository';

/**
 * Rendered content, moved into a folder of the repository that it is for.
 *
 * @public
 */
export function placeContent(content: Content, folder: string): Content {
  const place = folderOf(folder);
  return place === ''
    ? content
    : contentOf(
        content.files.map(file => ({ ...file, path: `${place}/${file.path}` })),
      );
}

/**
 * A folder as git writes it; empty for the top.
 *
 * @public
 */
export function folderOf(folder: string): string {
  const parts = folder.split('/').filter(part => part !== '' && part !== '.');
  if (parts.includes('..') || parts.includes('.git')) {
    throw new InputError(
      `"${folder}" is not a folder of a repository; one is apps/payments`,
    );
  }
  return parts.join('/');
}
