import { Release } from '@slipway/plugin-delivery-common';

export const shortSha = (sha: string) => sha.slice(0, 8);

/** The last part of the image's name with its tag, or with its digest where it has no tag. */
export function presentRelease(release: Release): string {
  const name = release.image.split('/').pop() || release.image;
  if (release.tag) {
    return `${name}:${release.tag}`;
  }
  return release.digest ? `${name}@${shortDigest(release.digest)}` : name;
}

function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** The release in full, for a title. */
export function presentReference({ image, tag, digest }: Release): string {
  return `${image}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** Whether git asks for something else than what is live. What only one side knows is no difference. */
export function differs(
  live: Release | undefined,
  wanted: Release | undefined,
): boolean {
  if (!wanted) {
    return false;
  }
  if (!live) {
    return true;
  }
  if (live.image !== wanted.image) {
    return true;
  }
  if (live.tag && wanted.tag) {
    return live.tag !== wanted.tag;
  }
  return Boolean(live.digest && wanted.digest && live.digest !== wanted.digest);
}
