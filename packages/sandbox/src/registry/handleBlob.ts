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
        throw new RegistryError('BLOB_UNKNOWN', { detail: digest });
      }
      const part = rangeOf(request.headers.range, size);
      return {
        status: part ? 206 : 200,
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': part ? part.end - part.start + 1 : size,
          'accept-ranges': 'bytes',
          ...(part
            ? { 'content-range': `bytes ${part.start}-${part.end}/${size}` }
            : {}),
          'docker-content-digest': digest,
          etag: `"${digest}"`,
        },
        body:
          request.method === 'GET'
            ? await contents.blobs.stream(digest, part)
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

/** The one part that is asked for; whoever asks for more parts gets the whole. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || Number(from) >= size) {
    return undefined;
  }
  const last = size - 1;
  return {
    start: Number(from),
    end: to ? Math.min(Number(to), last) : last,
  };
}
