export type RegistryPath =
  | { kind: 'base' }
  | { kind: 'catalog' }
  | {
      kind: 'manifest' | 'blob' | 'upload';
      repository: string;
      reference: string;
    }
  | { kind: 'tags'; repository: string }
  | { kind: 'unknown' };

const resource = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/;
const upload = /^\/v2\/(.+)\/blobs\/uploads(?:\/([^/]*))?$/;
const tags = /^\/v2\/(.+)\/tags\/list$/;

/** A repository's name has slashes of its own, so a path is read from its end. */
export function matchRegistryPath(path: string): RegistryPath {
  if (path === '/v2' || path === '/v2/') {
    return { kind: 'base' };
  }
  if (path === '/v2/_catalog') {
    return { kind: 'catalog' };
  }
  const uploading = upload.exec(path);
  if (uploading) {
    const [, repository, reference = ''] = uploading;
    return { kind: 'upload', repository, reference };
  }
  const listing = tags.exec(path);
  if (listing) {
    return { kind: 'tags', repository: listing[1] };
  }
  const one = resource.exec(path);
  if (one) {
    return {
      kind: one[2] === 'manifests' ? 'manifest' : 'blob',
      repository: one[1],
      reference: one[3],
    };
  }
  return { kind: 'unknown' };
}
