import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import { readWhole } from './RegistryRequest.ts';
import type { RegistryAnswer, RegistryRequest } from './RegistryRequest.ts';
import { isDigest, isTag } from './digests.ts';
import { mediaTypes } from './readManifest.ts';

const limit = 4 * 1024 * 1024;

/** `/v2/<name>/manifests/<reference>` */
export async function handleManifest(
  contents: RegistryContents,
  request: RegistryRequest,
): Promise<RegistryAnswer> {
  const { repository, reference } = request;
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      const manifest = contents.manifest(repository, reference);
      if (!manifest) {
        throw unknown(repository, reference);
      }
      const etag = `"${manifest.digest}"`;
      if (request.headers['if-none-match'] === etag) {
        return { status: 304 };
      }
      checkAccepted(manifest.mediaType, request.headers.accept ?? '');
      return {
        status: 200,
        headers: {
          'content-type': manifest.mediaType,
          'content-length': manifest.size,
          'docker-content-digest': manifest.digest,
          etag,
        },
        body:
          request.method === 'GET'
            ? await contents.blobs.read(manifest.digest)
            : undefined,
      };
    }
    case 'PUT': {
      const bytes = await readWhole(
        request.body,
        limit,
        () => new RegistryError('SIZE_INVALID'),
      );
      const digest = await contents.putManifest(
        repository,
        reference,
        request.headers['content-type'],
        bytes,
      );
      return {
        status: 201,
        headers: {
          location: `/v2/${repository}/manifests/${digest}`,
          'docker-content-digest': digest,
          'content-length': 0,
        },
      };
    }
    case 'DELETE':
      if (!contents.deleteManifest(repository, reference)) {
        throw unknown(repository, reference);
      }
      return { status: 202, headers: { 'content-length': 0 } };
    default:
      throw new RegistryError('UNSUPPORTED');
  }
}

/** What is newer than Docker's own kinds is not there for a client that does not name it. */
function checkAccepted(mediaType: string, accept: string): void {
  const accepted = accept.split(',').map(one => one.split(';')[0].trim());
  const what =
    mediaType === mediaTypes.ociManifest
      ? ['manifest', 'manifests']
      : mediaType === mediaTypes.ociIndex
      ? ['index', 'indexes']
      : undefined;
  if (what && !accepted.includes(mediaType)) {
    throw new RegistryError('MANIFEST_UNKNOWN', {
      message: `OCI ${what[0]} found, but accept header does not support OCI ${what[1]}`,
    });
  }
}

function unknown(repository: string, reference: string): RegistryError {
  if (!isDigest(reference) && !isTag(reference)) {
    return new RegistryError('TAG_INVALID', { detail: reference });
  }
  return new RegistryError('MANIFEST_UNKNOWN', {
    detail: isDigest(reference)
      ? { Name: repository, Revision: reference }
      : { Tag: reference },
  });
}
