import type { PullResult } from '../control/KubeletContext.ts';
import { registryOf } from './pullCredentials.ts';

function splitImage(image: string): { repository: string; tag: string } {
  const [withoutDigest] = image.split('@');
  const match = /^(.*?)(?::([^/:]+))?$/.exec(withoutDigest);
  const path = match?.[1] ?? withoutDigest;
  const registry = registryOf(image);
  return {
    repository:
      registry === 'docker.io' ? path : path.slice(registry.length + 1),
    tag: match?.[2] ?? 'latest',
  };
}

/** Registries on this machine that nobody knows: nothing listens there for a node. */
function isUnreachable(image: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(registryOf(image));
}

/** Why containerd could not pull an image, in its words; undefined when it could. */
export function derivePullFault(
  image: string,
  result: PullResult,
  hadCredentials: boolean,
): string | undefined {
  const start = `failed to pull and unpack image "${image}": failed to resolve reference "${image}"`;
  const registry = registryOf(image);
  const { repository, tag } = splitImage(image);
  switch (result) {
    case 'ok':
      return undefined;
    case 'not-found':
      return `rpc error: code = NotFound desc = ${start}: ${image}: not found`;
    case 'unauthorized':
      return hadCredentials
        ? `${start}: failed to authorize: failed to fetch oauth token: unexpected status from GET request to http://${registry}/jwt/auth?scope=${encodeURIComponent(
            `repository:${repository}:pull`,
          )}&service=container_registry: 401 Unauthorized`
        : `${start}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
    case 'unknown-host':
      return isUnreachable(image)
        ? `${start}: failed to do request: Head "https://${registry}/v2/${repository}/manifests/${tag}": dial tcp ${registry.replace(
            'localhost',
            '127.0.0.1',
          )}: connect: connection refused`
        : undefined;
    default:
      return result satisfies never;
  }
}
