import { readdir, readFile } from 'node:fs/promises';
import { join, matchesGlob, relative } from 'node:path';
import type { Manifest } from '../model/Manifest.ts';
import { parseManifests } from './parseManifests.ts';
import type { RenderRequest } from './RenderRequest.ts';

/** All manifests of a folder of YAML and JSON files. */
export async function renderDirectory(
  folder: string,
  request: RenderRequest,
): Promise<Manifest[]> {
  const { recurse, include, exclude } = request.source.directory ?? {};
  const entries = await readdir(folder, {
    withFileTypes: true,
    recursive: recurse ?? false,
  });
  const files = entries
    .filter(entry => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .filter(
      name =>
        (!include || matchesGlob(name, include)) &&
        (!exclude || !matchesGlob(name, exclude)),
    )
    .sort();
  const manifests: Manifest[] = [];
  for (const name of files) {
    const text = await readFile(join(folder, name), 'utf8');
    manifests.push(...parseManifests(text, name));
  }
  return manifests;
}
