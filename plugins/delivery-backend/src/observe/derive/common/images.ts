import { Release } from '@slipway/plugin-delivery-common';
import { ContainerImage } from '../../parse';

/** The parts of an image reference. */
export interface ImageParts {
  image: string;
  tag?: string;
  digest?: string;
}

/** `host:5000/a/b:tag@sha256:…` in its parts; a port is not a tag. */
export function parseImage(reference: string): ImageParts {
  const [named, digest] = reference.split('@', 2);
  const tag = /:([^:/]+)$/.exec(named)?.[1];
  return {
    image: tag === undefined ? named : named.slice(0, -tag.length - 1),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** How an image is called in a sentence. */
export function imageLabel(parts: ImageParts): string {
  if (parts.tag !== undefined) return parts.tag;
  if (parts.digest !== undefined) return parts.digest.slice(0, 15);
  return parts.image.split('/').at(-1) ?? parts.image;
}

/** Whether two references name the same content: by digest where both have one. */
export function isSameImage(a: ImageParts, b: ImageParts): boolean {
  if (a.digest !== undefined && b.digest !== undefined) {
    return a.digest === b.digest;
  }
  return a.image === b.image && a.tag === b.tag;
}

/**
 * The image of a pod template that is the service's own: the one that git asks for by name, else
 * the one of the first container.
 */
export function serviceImage(
  images: ContainerImage[],
  wanted: Release[],
): ImageParts | undefined {
  const all = images.map(it => parseImage(it.image));
  return all.find(it => wanted.some(w => w.image === it.image)) ?? all[0];
}

const mutableTags = new Set([
  'latest',
  'main',
  'master',
  'trunk',
  'develop',
  'development',
  'dev',
  'head',
  'edge',
  'nightly',
  'snapshot',
  'staging',
  'stable',
  'prod',
  'production',
]);

/** Whether the same reference may mean another content tomorrow (T19). */
export function isMutable(parts: ImageParts): boolean {
  if (parts.digest !== undefined) return false;
  return parts.tag === undefined || mutableTags.has(parts.tag.toLowerCase());
}
