import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn } from './renderTemplate';

/** `UPDATE_EXPECTED=1` writes what is rendered now over templates/…/expected. */
const update = process.env.UPDATE_EXPECTED === '1';

/** Holds what has been rendered into a folder to what is kept as expected. */
export function expectKept(options: {
  rendered: string;
  expected: string;
  isCompared: (path: string) => boolean;
}): void {
  const { rendered, expected, isCompared } = options;
  const paths = filesIn(rendered).filter(isCompared);
  if (update) {
    rmSync(expected, { recursive: true, force: true });
    for (const path of paths) {
      mkdirSync(dirname(join(expected, path)), { recursive: true });
      writeFileSync(
        join(expected, path),
        readFileSync(join(rendered, path)),
      );
    }
  }
  expect(existsSync(expected)).toBe(true);
  expect(paths).toEqual(filesIn(expected).filter(isCompared));
  for (const path of paths) {
    const text = (folder: string) => readFileSync(join(folder, path), 'utf8');
    expect({ path, text: text(rendered) }).toEqual({
      path,
      text: text(expected),
    });
  }
}
