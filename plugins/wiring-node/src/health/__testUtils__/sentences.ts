import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const file = resolve(
  __dirname,
  '../../../../delivery-common/src/wiring/wiringSentences.ts',
);

/** What is said of each finding, as it is written: this package needs it for its tests alone. */
export function readSentences(): Record<string, string> {
  const entries = readFileSync(file, 'utf8').matchAll(
    /'(wiring\.[\w-]+\.\w+)':\s*(['"])(.*?)\2,\n/gs,
  );
  return Object.fromEntries([...entries].map(([, key, , text]) => [key, text]));
}

/** The names of the parameters in all that is said of a finding. */
export function parametersOf(
  sentences: Record<string, string>,
  finding: string,
): string[] {
  const said = ['wrong', 'breaks', 'how']
    .map(part => sentences[`wiring.${finding}.${part}`])
    .join(' ');
  const names = [...said.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(it => it[1]);
  return [...new Set(names)].sort();
}
