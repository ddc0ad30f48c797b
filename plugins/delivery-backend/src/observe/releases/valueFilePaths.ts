import { posix } from 'node:path';

/**
 * Where the values of a chart are in its repository, the ones that win last. Undefined where one is
 * in another source (`$name/…`), at a URL, or outside of the repository.
 */
export function valueFilePaths(
  folder: string,
  valueFiles: string[],
): string[] | undefined {
  if (valueFiles.some(file => file.startsWith('$') || file.includes('://'))) {
    return undefined;
  }
  const paths = ['values.yaml', ...valueFiles].map(file =>
    file.startsWith('/')
      ? posix.normalize(file).slice(1)
      : posix.join(folder, file),
  );
  return paths.some(path => path.startsWith('../')) ? undefined : paths;
}
