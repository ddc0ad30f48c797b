import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import type { RegistryAnswer, RegistryRequest } from './RegistryRequest.ts';
import { isDigest } from './digests.ts';

/** `/v2/<name>/blobs/<digest>` */
export async function handleBlob(
  contents: RegistryContents,
  request: RegistryRequest,
): Promise<RegistryAnswer> {
  const { repository, reference: digest } = request;
  if (!isDigest(digest)) {
    throw new RegistryError('DIGEST_INVALID', { detail: digest });
  }
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      const size = contents.hasBlob(repository, digest)
        ? await contents.blobs.size(digest)
        : undefined;
      if (size === undefined) {
        throw new RegistryError('BLOB_UNKNOWN', { detail: { digest } });
      }
      return {
        status: 200,
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': size,
          'docker-content-digest': digest,
          etag: `"${digest}"`,
        },
        body:
          request.method === 'GET'
            ? await contents.blobs.stream(digest)
            : undefined,
      };
    }
    case 'DELETE':
      if (!contents.unlinkBlob(repository, digest)) {
        throw new RegistryError('BLOB_UNKNOWN', { detail: { digest } });
      }
      return { status: 202, headers: { 'content-length': 0 } };
    default:
      throw new RegistryError('UNSUPPORTED');
  }
}
