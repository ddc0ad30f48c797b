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

  return async image => {
    try {
      await authorize(image);
    } catch (error) {
      if (error instanceof RegistryError) {
        throw new ImagePushDenied(image.repository, error);
      }
      throw error;
    }
    const layer = Buffer.from(
      `This layer stands for what a build of ${image.repository}:${image.tag} would have made.\n`,
    );
    const compressed = gzipSync(layer);
    const labels = { ...image.labels, 'dev.slipway.simulated': 'true' };
    const created = clock.now().toISOString();
    const config = Buffer.from(
      JSON.stringify({
        created,
        architecture: 'amd64',
        os: 'linux',
        config: { Labels: labels },
        rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
        history: [{ created, created_by: 'simulated by the sandbox' }],
      }),
    );
    const manifest = Buffer.from(
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
    const digest = await contents.putManifest(
      image.repository,
      image.tag,
      mediaTypes.ociManifest,
      manifest,
    );
    return { digest, size: manifest.length };
  };
}
