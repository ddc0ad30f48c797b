import { decodeBase64, encodeBase64 } from './base64';
import { Manifest, serviceLabels } from './manifest';

/**
 * With what Argo CD reads a repository: over HTTP, or over SSH with a key.
 *
 * @public
 */
export type RepositoryCredential =
  | { username: string; password: string }
  /** As OpenSSH writes it. */
  | { sshPrivateKey: string };

/**
 * The Secret with which Argo CD reads a repository. `data` rather than `stringData`, which
 * server-side apply cannot take back.
 *
 * @public
 */
export function repositorySecretManifest(
  options: {
    name: string;
    /** The namespace of Argo CD. */
    namespace: string;
    service: string;
    /** Exactly as the Applications name it. */
    url: string;
    /** The AppProject that may use it. */
    project: string;
  } & RepositoryCredential,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: {
        ...serviceLabels(options.service),
        'argocd.argoproj.io/secret-type': 'repository',
      },
    },
    type: 'Opaque',
    data: {
      type: encodeBase64('git'),
      url: encodeBase64(options.url),
      ...('sshPrivateKey' in options
        ? { sshPrivateKey: encodeBase64(options.sshPrivateKey) }
        : {
            username: encodeBase64(options.username),
            password: encodeBase64(options.password),
          }),
      project: encodeBase64(options.project),
    },
  };
}

/** @public */
export type RepositorySecret = {
  url: string;
  project: string;
} & RepositoryCredential;

/**
 * What a repository Secret holds; undefined when something of it is missing.
 *
 * @public
 */
export function readRepositorySecret(
  secret: unknown,
): RepositorySecret | undefined {
  const data = (secret as { data?: Record<string, string> } | undefined)?.data;
  const [url, username, password, sshPrivateKey, project = ''] = [
    'url',
    'username',
    'password',
    'sshPrivateKey',
    'project',
  ].map(key => decodeBase64(data?.[key]));
  if (url && sshPrivateKey) {
    return { url, sshPrivateKey, project };
  }
  return url && username && password
    ? { url, username, password, project }
    : undefined;
}
