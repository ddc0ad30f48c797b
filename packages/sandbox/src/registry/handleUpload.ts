import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import type { RegistryAnswer, RegistryRequest } from './RegistryRequest.ts';
import type { UploadSessions } from './UploadSessions.ts';
import { isDigest, isRepositoryName } from './digests.ts';

/** `/v2/<name>/blobs/uploads/` and `/v2/<name>/blobs/uploads/<id>` */
export async function handleUpload(
  contents: RegistryContents,
  uploads: UploadSessions,
  request: RegistryRequest,
): Promise<RegistryAnswer> {
  const { repository, reference: id, query, body } = request;
  const digest = query.get('digest');
  if (digest !== null && !isDigest(digest)) {
    throw new RegistryError('DIGEST_INVALID', { detail: { digest } });
  }
  if (!isRepositoryName(repository)) {
    throw new RegistryError('NAME_INVALID', { detail: { name: repository } });
  }
  const finish = async (upload: string, announced: string) => {
    await uploads.append(upload, repository, body, partOf(request));
    await uploads.finish(upload, repository, announced);
    await contents.linkBlob(repository, announced);
    return created(repository, announced);
  };
  switch (request.method) {
    case 'POST': {
      const mount = query.get('mount');
      const from = query.get('from');
      // What can't be mounted is uploaded, as the specification has it.
      if (mount && from && contents.hasBlob(from, mount)) {
        await contents.linkBlob(repository, mount);
        return created(repository, mount);
      }
      const upload = await uploads.start(repository);
      return digest
        ? finish(upload, digest)
        : progress(202, repository, upload, 0);
    }
    case 'GET':
      return progress(
        204,
        repository,
        id,
        await uploads.offset(id, repository),
      );
    case 'PATCH': {
      const type = request.headers['content-type'];
      if (type && type !== 'application/octet-stream') {
        throw new RegistryError('UNKNOWN', { detail: 'bad Content-Type' });
      }
      const end = await uploads.append(id, repository, body, partOf(request));
      return progress(202, repository, id, end);
    }
    case 'PUT':
      if (!digest) {
        throw new RegistryError('DIGEST_INVALID', { detail: 'digest missing' });
      }
      return finish(id, digest);
    case 'DELETE':
      await uploads.cancel(id, repository);
      return { status: 204 };
    default:
      throw new RegistryError('UNSUPPORTED');
  }
}

function partOf({ headers }: RegistryRequest) {
  const length = headers['content-length'];
  return {
    range: headers['content-range'],
    length: length === undefined ? undefined : Number(length),
  };
}

function created(repository: string, digest: string): RegistryAnswer {
  return {
    status: 201,
    headers: {
      location: `/v2/${repository}/blobs/${digest}`,
      'docker-content-digest': digest,
      'content-length': 0,
    },
  };
}

function progress(
  status: number,
  repository: string,
  id: string,
  length: number,
): RegistryAnswer {
  return {
    status,
    headers: {
      location: `/v2/${repository}/blobs/uploads/${id}`,
      'docker-upload-uuid': id,
      range: `0-${Math.max(0, length - 1)}`,
      ...(status === 204 ? {} : { 'content-length': 0 }),
    },
  };
}
