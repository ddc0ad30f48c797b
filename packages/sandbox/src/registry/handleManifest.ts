import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import { readWhole } from './RegistryRequest.ts';
import type { RegistryAnswer, RegistryRequest } from './RegistryRequest.ts';
import { isDigest, isTag } from './digests.ts';

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
        throw unknown(contents, repository, reference);
      }
      return {
        status: 200,
        headers: {
          'content-type': manifest.mediaType,
          'content-length': manifest.size,
          'docker-content-digest': manifest.digest,
          etag: `"${manifest.digest}"`,
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
        throw unknown(contents, repository, reference);
      }
      return { status: 202, headers: { 'content-length': 0 } };
    default:
      throw new RegistryError('UNSUPPORTED');
  }
}

function unknown(
  contents: RegistryContents,
  repository: string,
  reference: string,
): RegistryError {
  if (!contents.repository(repository)) {
    return new RegistryError('NAME_UNKNOWN', { detail: { name: repository } });
  }
  if (!isDigest(reference) && !isTag(reference)) {
    return new RegistryError('TAG_INVALID', { detail: reference });
  }
  return new RegistryError('MANIFEST_UNKNOWN', {
    message: isDigest(reference)
      ? `manifest unknown: unknown revision ${reference}`
      : 'manifest unknown',
    detail: isDigest(reference)
      ? { Name: repository, Revision: reference }
      : { Tag: reference },
  });
}
