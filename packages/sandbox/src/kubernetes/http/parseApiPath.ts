/** What a path below the cluster's base means. */
export type ApiPath =
  | {
      type: 'resource';
      apiVersion: string;
      plural: string;
      namespace?: string;
      name?: string;
      subresource?: string;
    }
  /** Discovery, version, health and the like. */
  | { type: 'other'; path: string };

/**
 * `/api/v1/namespaces/x/pods/y/log`, `/apis/apps/v1/deployments`, … The namespace that a request
 * to `/api/v1/namespaces/x` names is the object itself.
 */
export function parseApiPath(path: string): ApiPath {
  const parts = path.split('/').filter(part => part !== '');
  const version =
    parts[0] === 'api'
      ? parts.splice(0, 2).slice(1)
      : parts[0] === 'apis' && parts.length > 2
      ? parts.splice(0, 3).slice(1)
      : [];
  if (version.length === 0 || parts.length === 0) {
    return { type: 'other', path };
  }
  const apiVersion = version.join('/');
  const decoded = parts.map(decodeURIComponent);
  const inNamespace =
    decoded[0] === 'namespaces' &&
    decoded.length > 2 &&
    !['status', 'finalize'].includes(decoded[2]);
  const [plural, name, subresource] = inNamespace ? decoded.slice(2) : decoded;
  return {
    type: 'resource',
    apiVersion,
    plural,
    ...(inNamespace ? { namespace: decoded[1] } : {}),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}
