import { Obstacle } from '@slipway/plugin-delivery-common';
import { Finding } from './Finding';

/** Codes that may be told without their cause while it is being tried again. */
const related: Record<string, string[]> = {
  SyncFailed: [
    'SyncFailed',
    'NamespaceMissing',
    'NotPermittedByProject',
    'HookFailed',
  ],
};

/**
 * A controller that tries again tells the cause of the last failure only afterwards. Until then
 * the cause that was known stands.
 */
export function keepKnownCauses(
  findings: Finding[],
  previous: Obstacle[],
): Finding[] {
  return findings.map(it => {
    if (!it.isVague) return it;
    const codes = related[it.code] ?? [it.code];
    const known = previous.find(
      p => codes.includes(p.code) && isAboutSame(p, it),
    );
    return known ? { ...it, ...known, isVague: true } : it;
  });
}

function isAboutSame(a: Obstacle, b: Finding): boolean {
  const params = ['image', 'wanted'] as const;
  return params.every(name => a.what.params?.[name] === b.what.params?.[name]);
}
