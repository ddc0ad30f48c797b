import { KubernetesApiError } from '../../world/seams.ts';
import { servedKinds } from '../resources/servedKinds.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { discoveryDocument } from './discovery.ts';
import { openApiDocument } from './openApi.ts';

const version = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.4+sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'sandbox/any',
};

const healthPaths = ['/healthz', '/livez', '/readyz'];

export function isPublicPath(path: string): boolean {
  return path === '/version' || healthPaths.includes(path);
}

/** What is not about objects: version, health, discovery. */
export function answerMeta(
  path: string,
  store: KubernetesStore,
): object | string {
  if (healthPaths.includes(path)) {
    return 'ok';
  }
  const bare = path.replace(/\/$/, '');
  if (bare === '/version') {
    return version;
  }
  if (bare === '') {
    return { paths: ['/api', '/apis', '/livez', '/readyz', '/version'] };
  }
  const kinds = servedKinds(store);
  const document =
    discoveryDocument(bare, kinds) ?? openApiDocument(bare, kinds);
  if (!document) {
    throw new KubernetesApiError(
      404,
      'NotFound',
      'the server could not find the requested resource',
      {},
    );
  }
  return document;
}
