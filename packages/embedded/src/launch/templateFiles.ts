import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

/** A template as the portal's dry run wants it: what it is, and the files beside it. */
export interface TemplateFiles {
  template: unknown;
  directoryContents: Array<{ path: string; base64Content: string }>;
}

/** What tests compare a template's renderings with is no part of it. */
const notItsOwn = /^expected\//;

/** Reads a template from the folder that holds its `template.yaml`. */
export async function readTemplateFiles(
  folder: string,
): Promise<TemplateFiles> {
  const template: unknown = parse(
    await readFile(join(folder, 'template.yaml'), 'utf8'),
    // It has anchors for what the form and the steps share.
    { maxAliasCount: -1 },
  );
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const directoryContents = [];
  for (const entry of entries.filter(one => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file);
    if (!notItsOwn.test(path)) {
      const content = await readFile(file);
      directoryContents.push({
        path,
        base64Content: content.toString('base64'),
      });
    }
  }
  return { template, directoryContents };
}
