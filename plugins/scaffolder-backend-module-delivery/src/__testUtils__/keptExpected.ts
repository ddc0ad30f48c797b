import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn } from './renderTemplate';

/** `UPDATE_EXPECTED=1` writes what is rendered now over templates/…/expected. */
const update = process.env.UPDATE_EXPECTED === '1';

/** What has been rendered into a folder, and what is kept as expected: text by path. */
export function compareKept(options: {
  rendered: string;
  expected: string;
  isCompared: (path: string) => boolean;
}): { rendered: Record<string, string>; kept: Record<string, string> } {
  const { expected, isCompared } = options;
  const rendered = read(options.rendered, isCompared);
  if (update) {
    rmSync(expected, { recursive: true, force: true });
    for (const [path, text] of Object.entries(rendered)) {
      mkdirSync(dirname(join(expected, path)), { recursive: true });
      writeFileSync(join(expected, path), text);
    }
  }
  return { rendered, kept: read(expected, isCompared) };
}

function read(
  folder: string,
  isCompared: (path: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    filesIn(folder)
      .filter(isCompared)
      .map(path => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}
