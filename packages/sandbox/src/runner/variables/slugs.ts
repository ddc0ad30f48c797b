import { createHash } from 'node:crypto';

/** `CI_COMMIT_REF_SLUG`: lower case, up to 63 characters, no hyphen at its ends. */
export function refSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** `CI_ENVIRONMENT_SLUG`: up to 24 characters; a name that doesn't fit gets a suffix of its own. */
export function environmentSlug(name: string): string {
  let slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  if (!/^[a-z]/.test(slug)) {
    slug = `env-${slug}`;
  }
  const suffix = `-${BigInt(
    `0x${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
  )
    .toString(36)
    .slice(-6)}`;
  if (slug !== name || slug.length > 24) {
    slug = `${slug.slice(0, 24 - suffix.length).replace(/-+$/, '')}${suffix}`;
  }
  return slug.replace(/-+$/, '');
}

/** GitLab's tier of an environment, by its name when nobody has said it. */
export function environmentTier(name: string): string {
  const tiers: Array<[RegExp, string]> = [
    [/(dev|review|trunk)/i, 'development'],
    [/(test|tst|int|ac(ce|)pt|qa|qc|control|quality)/i, 'testing'],
    [/(st(a|)g|mod(e|)l|pre|demo|non)/i, 'staging'],
    [/(pr(o|)d|live)/i, 'production'],
  ];
  return tiers.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}
