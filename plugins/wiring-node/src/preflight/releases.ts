/** The releases, from the first to the last, with which launches have been tried. */
export interface KnownReleases {
  first: string;
  last: string;
}

export const knownReleases = {
  kubernetes: { first: '1.28', last: '1.36' },
  argocd: { first: '2.10', last: '3.5' },
  rollouts: { first: '1.6', last: '1.9' },
} as const satisfies Record<string, KnownReleases>;

/** Whether a version such as `v1.36.4+k3s1` lies in between; what is no version is not known. */
export function isKnownRelease(
  version: string,
  { first, last }: KnownReleases,
): boolean {
  const release = parseRelease(version);
  return (
    release !== undefined &&
    release >= parseRelease(first)! &&
    release <= parseRelease(last)!
  );
}

function parseRelease(text: string): number | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(text);
  return match ? Number(match[1]) * 1000 + Number(match[2]) : undefined;
}

export function describeReleases({ first, last }: KnownReleases): string {
  return `${first} to ${last}`;
}
