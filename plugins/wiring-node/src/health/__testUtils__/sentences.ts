import { resolve } from 'node:path';

const file = resolve(
  __dirname,
  '../../../../delivery-common/src/wiring/wiringSentences.ts',
);

/** What is said of each finding: this package does not need it but for its tests. */
export async function readSentences(): Promise<Record<string, string>> {
  return (await import(file)).wiringSentences;
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
