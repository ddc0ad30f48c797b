import { z } from 'zod';
import { RegistryError } from './RegistryError.ts';
import { isDigest } from './digests.ts';

export const mediaTypes = {
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
} as const;

const known: readonly string[] = Object.values(mediaTypes);

const descriptor = z.object({
  digest: z.string().refine(isDigest),
  size: z.number().int().nonnegative(),
});

const schema = z.union([
  z.object({
    schemaVersion: z.literal(2),
    mediaType: z.string().optional(),
    config: descriptor,
    layers: z.array(descriptor),
  }),
  z.object({
    schemaVersion: z.literal(2),
    mediaType: z.string().optional(),
    manifests: z.array(descriptor),
  }),
]);

/** What a manifest refers to. `MANIFEST_INVALID` says what is wrong with it. */
export function readManifest(
  bytes: Buffer,
  contentType: string | undefined,
): { mediaType: string; blobs: string[]; manifests: string[] } {
  const declared = contentType?.split(';')[0].trim();
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw invalid(`it is not JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw invalid('it has neither config and layers nor manifests');
  }
  const mediaType = parsed.data.mediaType ?? declared;
  if (!mediaType || !known.includes(mediaType)) {
    throw invalid(`its media type ${mediaType ?? 'is missing'} is not known`);
  }
  if (declared && parsed.data.mediaType && declared !== parsed.data.mediaType) {
    throw invalid(
      `its mediaType ${parsed.data.mediaType} is not the content type ${declared}`,
    );
  }
  return 'manifests' in parsed.data
    ? {
        mediaType,
        blobs: [],
        manifests: parsed.data.manifests.map(one => one.digest),
      }
    : {
        mediaType,
        blobs: [parsed.data.config, ...parsed.data.layers].map(
          one => one.digest,
        ),
        manifests: [],
      };
}

function invalid(reason: string): RegistryError {
  return new RegistryError('MANIFEST_INVALID', { detail: reason });
}
