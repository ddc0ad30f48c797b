import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { sentences } from '@slipway/plugin-delivery-common';

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(it => {
    const path = join(folder, it.name);
    if (it.isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.test.ts') ? [path] : [];
  });
}

describe('the catalogue of sentences', () => {
  it('holds what is said, and nothing that nobody says', () => {
    const used = sources(__dirname).flatMap(file =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /'((?:environment|rollout|obstacle|operation)\.[A-Za-z.]+)'/g,
        ),
      ].map(it => it[1]),
    );
    const known = Object.keys(sentences).filter(
      // What is looked at before a launch, and of its wiring after it, is said elsewhere.
      key => !/^(preflight|wiring)\./.test(key),
    );
    expect([...new Set(used)].sort()).toEqual(known.sort());
  });
});
