import { gzipSync } from 'node:zlib';
import type { Clock } from '../world/Clock.ts';
import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import type { TokenService } from './createTokenService.ts';
import { digestOf } from './digests.ts';
import { mediaTypes } from './readManifest.ts';
import { readRegistryToken } from './registryToken.ts';

export interface SimulatedImage {
  /** `acme/payments` */
  repository: string;
  tag: string;
  labels: Record<string, string>;
  /** `linux/arm64`; with several, or one that is named, the tag is of an index of them. */
  platforms?: string[];
  /** Those that the pushing job has: nothing is pushed past the registry's authorization. */
  credentials: { username: string; password: string };
}

export interface PushedImage {
  digest: string;
  size: number;
}

/** What a container engine prints: the credentials don't allow this push. */
export class ImagePushDenied extends Error {
  constructor(repository: string, cause: unknown) {
    super(
      `denied: requested access to ${repository} is denied; the job's token pushes to its own project's repositories only`,
      { cause },
    );
    this.name = 'ImagePushDenied';
  }
}

export type ImagePusher = (image: SimulatedImage) => Promise<PushedImage>;

/** Pushes a small image that says of itself that it was made by a simulated build. */
export function createImagePusher(options: {
  contents: RegistryContents;
  tokens: TokenService;
  tokenSecret: string;
  clock: Clock;
}): ImagePusher {
  const { contents, tokens, tokenSecret, clock } = options;

  async function authorize(image: SimulatedImage): Promise<void> {
    const actions = ['pull', 'push'];
    const scope = {
      type: 'repository' as const,
      name: image.repository,
      actions,
    };
    const { token } = await tokens.issue(image.credentials, [scope]);
    const access = readRegistryToken(token, {
      secret: tokenSecret,
      now: clock.now(),
    });
    if (!access?.some(one => one.actions.includes('push'))) {
      throw new RegistryError('DENIED');
    }
  }

  /** A small image that stands for one, with its layer and configuration in the registry. */
  async function describeImage(
    image: SimulatedImage,
    platform: string,
  ): Promise<Buffer> {
    const [os, architecture] = platform.split('/');
    const layer = Buffer.from(
      `This layer stands for what a build of ${image.repository}:${image.tag} would have made.\n`,
    );
    const compressed = gzipSync(layer);
    const labels = { ...image.labels, 'dev.slipway.simulated': 'true' };
    const created = clock.now().toISOString();
    const config = Buffer.from(
      JSON.stringify({
        created,
        architecture,
        os,
        config: { Labels: labels },
        rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
        history: [{ created, created_by: 'simulated by the sandbox' }],
      }),
    );
    return Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        config: {
          mediaType: 'application/vnd.oci.image.config.v1+json',
          digest: await contents.putBlob(image.repository, config),
          size: config.length,
        },
        layers: [
          {
            mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
            digest: await contents.putBlob(image.repository, compressed),
            size: compressed.length,
          },
        ],
        annotations: labels,
      }),
    );
  }

  async function put(
    image: SimulatedImage,
    reference: string,
    mediaType: string,
    manifest: Buffer,
  ): Promise<PushedImage> {
    const digest = await contents.putManifest(
      image.repository,
      reference,
      mediaType,
      manifest,
    );
    return { digest, size: manifest.length };
  }

  return async image => {
    try {
      await authorize(image);
    } catch (error) {
      if (error instanceof RegistryError) {
        throw new ImagePushDenied(image.repository, error);
      }
      throw error;
    }
    if (!image.platforms) {
      const manifest = await describeImage(image, 'linux/amd64');
      return put(image, image.tag, mediaTypes.ociManifest, manifest);
    }
    const manifests = [];
    for (const platform of image.platforms) {
      const manifest = await describeImage(image, platform);
      const reference = digestOf(manifest);
      await put(image, reference, mediaTypes.ociManifest, manifest);
      const [os, architecture, variant] = platform.split('/');
      manifests.push({
        mediaType: mediaTypes.ociManifest,
        digest: reference,
        size: manifest.length,
        platform: { architecture, os, ...(variant ? { variant } : {}) },
      });
    }
    const index = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociIndex,
        manifests,
        annotations: image.labels,
      }),
    );
    return put(image, image.tag, mediaTypes.ociIndex, index);
  };
}
