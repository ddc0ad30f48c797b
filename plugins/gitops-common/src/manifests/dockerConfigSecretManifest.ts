import { decodeBase64, encodeBase64 } from './base64';
import { Manifest, serviceLabels } from './manifest';

/**
 * The Secret with which the nodes pull a service's image.
 *
 * @public
 */
export function dockerConfigSecretManifest(options: {
  name: string;
  namespace: string;
  service: string;
  environment: string;
  /** The registry as the image names it, with its port. */
  registry: string;
  annotations?: Record<string, string>;
  username: string;
  password: string;
}): Manifest {
  const { registry, username, password } = options;
  const config = {
    auths: {
      [registry]: {
        username,
        password,
        auth: encodeBase64(`${username}:${password}`),
      },
    },
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: serviceLabels(options.service, options.environment),
      ...(options.annotations && { annotations: options.annotations }),
    },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': encodeBase64(JSON.stringify(config)) },
  };
}

/**
 * The credential that a pull Secret holds for a registry; undefined when it holds none.
 *
 * @public
 */
export function readDockerConfigSecret(
  secret: unknown,
  registry: string,
): { username: string; password: string } | undefined {
  const data = (secret as { data?: Record<string, string> } | undefined)?.data;
  const text = decodeBase64(data?.['.dockerconfigjson']);
  const entry = text && parseAuths(text)?.[registry];
  if (!entry) {
    return undefined;
  }
  const { username, password, auth } = entry;
  if (username && password) {
    return { username, password };
  }
  const pair = decodeBase64(auth);
  const colon = pair?.indexOf(':') ?? -1;
  return pair && colon > 0
    ? { username: pair.slice(0, colon), password: pair.slice(colon + 1) }
    : undefined;
}

function parseAuths(
  text: string,
): Record<string, Record<string, string> | undefined> | undefined {
  try {
    return JSON.parse(text)?.auths;
  } catch {
    // Somebody else's Secret under our name: to the caller it holds no credential.
    return undefined;
  }
}
